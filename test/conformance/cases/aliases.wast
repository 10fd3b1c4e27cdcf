;; Aliases and index spaces. Source: Binary.md, "Alias Definitions".

;; exports of instances
(assert_invalid
  (component (import "i" (instance $i)) (alias export $i "f" (func)))
  "Expected an instance that exports \"f\", found one that exports nothing")
(assert_invalid
  (component (import "i" (instance $i (export "f" (func)))) (alias export $i "f" (instance)))
  "Expected \"f\" to be an instance, found a func")
(assert_invalid
  (component (alias export 0 "f" (func)))
  "Expected an instance index below 0, found 0")
(assert_invalid
  (component (core module $M) (core instance $m (instantiate $M)) (alias core export $m "f" (core func)))
  "Expected an instance that exports \"f\", found one that exports nothing")
(assert_invalid
  (component (core module $M (func (export "f"))) (core instance $m (instantiate $M)) (alias core export $m "f" (core memory)))
  "Expected \"f\" to be a core memory, found a func () -> ()")
(assert_invalid
  (component (alias core export 0 "f" (core func)))
  "Expected a core instance index below 0, found 0")

;; outer aliases reach what encloses them, and only what stands before
(component definition
  (core module $m)
  (core type $ct (func))
  (component $c)
  (type $t (list u8))
  (component
    (alias outer 1 0 (core module))
    (alias outer 1 0 (core type))
    (alias outer 1 0 (component))
    (alias outer 1 0 (type))))
(assert_invalid
  (component (alias outer 1 0 (type)))
  "Expected an outer alias of at most 0 scopes, found 1")
(assert_invalid
  (component (alias outer 0 0 (type)))
  "Expected an outer type index below 0, found 0")
(assert_invalid
  (component (component (alias outer 1 0 (type))) (type u8))
  "Expected an outer type index below 0, found 0")
(assert_invalid
  (component (component (alias outer 1 0 (component))))
  "Expected an outer component index below 0, found 0")
(assert_invalid
  (component (component (alias outer 1 0 (core module))))
  "Expected an outer core module index below 0, found 0")
(assert_invalid
  (component (component (alias outer 1 0 (core type))))
  "Expected an outer core type index below 0, found 0")

;; a component is a unit: no resource comes in by an outer alias
(assert_invalid
  (component (type $r (resource (rep i32))) (component (alias outer 1 0 (type))))
  "Expected an outer alias into another component to be of a type without resources, found one with")
(assert_invalid
  (component (type $r (resource (rep i32))) (type (list (own $r))) (component (alias outer 1 1 (type))))
  "Expected an outer alias into another component to be of a type without resources, found one with")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (component (component (alias outer 2 0 (type)))))
  "Expected an outer alias into another component to be of a type without resources, found one with")
(assert_invalid
  (component (type $r (resource (rep i32))) (component (type (instance (alias outer 2 0 (type))))))
  "Expected an outer alias into another component to be of a type without resources, found one with")
(assert_invalid
  (component (import "i" (instance $i (export "r" (type $r (sub resource))))) (alias export $i "r" (type $r)) (type $f (func (param "p" (borrow $r)))) (component (alias outer 1 $f (type))))
  "Expected an outer alias into another component to be of a type without resources, found one with")
(component definition (type $r (resource (rep i32))) (type (instance (alias outer 1 0 (type)))))

;; inside types there are types
(assert_invalid
  (component (type (component (import "i" (instance $i (export "f" (func)))) (alias export $i "f" (func)))))
  "Expected an alias inside a type to be of an instance or a type, found one of a func")
(assert_invalid
  (component (component $c) (type (instance (alias outer 1 0 (component)))))
  "Expected an alias inside a type to be of a core type or a type, found one of a component")
(assert_invalid
  (component (core module $m) (type (component (alias outer 1 0 (core module)))))
  "Expected an alias inside a type to be of a core type or a type, found one of a core module")

;; indices lead to what was defined before
(assert_invalid
  (component (export "f" (func 0)))
  "Expected a func index below 0, found 0")
(assert_invalid
  (component (export "i" (instance 0)))
  "Expected an instance index below 0, found 0")
(assert_invalid
  (component (export "c" (component 0)))
  "Expected a component index below 0, found 0")
(assert_invalid
  (component (export "m" (core module 0)))
  "Expected a core module index below 0, found 0")
(assert_invalid
  (component (export "t" (type 0)))
  "Expected a type index below 0, found 0")
(assert_invalid
  (component (instance (instantiate 0)))
  "Expected a component index below 0, found 0")
(assert_invalid
  (component (core instance (instantiate 0)))
  "Expected a core module index below 0, found 0")
(assert_invalid
  (component (core instance (export "f" (func 0))))
  "Expected a core func index below 0, found 0")
(assert_invalid
  (component (core instance (export "t" (table 0))))
  "Expected a core table index below 0, found 0")
(assert_invalid
  (component (core instance (export "m" (memory 0))))
  "Expected a core memory index below 0, found 0")
(assert_invalid
  (component (core instance (export "g" (global 0))))
  "Expected a core global index below 0, found 0")
(assert_invalid
  (component (core instance (export "e" (tag 0))))
  "Expected a core tag index below 0, found 0")
(assert_invalid
  (component (core func (canon lower (func 0))))
  "Expected a func index below 0, found 0")
(assert_invalid
  (component (func (canon lift (core func 0))))
  "Expected a core func index below 0, found 0")
