;; Types that others can name. Source: Explainer.md, "External Visibility of Types".

;; an import names a type, and functions use it by that name
(component definition
  (type $r (record (field "a" u8)))
  (import "r" (type $r' (eq $r)))
  (import "f" (func (param "p" (list $r')))))
(assert_invalid
  (component (type $r (record (field "a" u8))) (import "f" (func (param "p" $r))))
  "expected the func to use only types that were imported by name before, found record { a: u8 }")
(assert_invalid
  (component (type $r (record (field "a" u8))) (import "r" (type (eq $r))) (import "f" (func (param "p" $r))))
  "expected the func to use only types that were imported by name before, found record { a: u8 }")
(assert_invalid
  (component (type $v (variant (case "a"))) (import "f" (func (result (option $v)))))
  "expected the func to use only types that were imported by name before, found variant { a }")
(assert_invalid
  (component (type $e (enum "a")) (import "f" (func (result (map u8 $e)))))
  "expected the func to use only types that were imported by name before, found enum { a }")
(assert_invalid
  (component (type $f (flags "a")) (import "f" (func (result (result $f)))))
  "expected the func to use only types that were imported by name before, found flags { a }")
(assert_invalid
  (component (type $f (flags "a")) (import "f" (func (result (tuple u8 (stream $f))))))
  "expected the func to use only types that were imported by name before, found flags { a }")

;; an exported type is no name for imports
(assert_invalid
  (component
      (type $r (record (field "a" u8)))
      (export $r' "r" (type $r))
      (import "f" (func (param "p" $r'))))
  "expected the func to use only types that were imported by name before, found record { a: u8 }")
(assert_invalid
  (component
      (import "r" (type $r (sub resource)))
      (export $e "e" (type $r))
      (import "f" (func (result (own $e)))))
  "expected the func to use only types that were imported by name before, found the resource \"r\"")

;; resources have names, too
(assert_invalid
  (component (type $r (resource (rep i32))) (import "f" (func (param "p" (own $r)))))
  "expected the func to use only types that were imported by name before, found a resource that has no name")
(assert_invalid
  (component (type $r (resource (rep i32))) (type $t (tuple (own $r))) (export "t" (type $t)))
  "expected the type to use only types that were exported by name before, found a resource that has no name")
(component definition (type $r (resource (rep i32))) (export $r' "r" (type $r)) (type $t (tuple (own $r'))) (export "t" (type $t)))

;; a type that is named is made of types that are
(assert_invalid
  (component (type $a (enum "x")) (type $b (record (field "a" $a))) (import "b" (type (eq $b))))
  "expected the type to use only types that were imported by name before, found enum { x }")
(assert_invalid
  (component (type $a (enum "x")) (type $f (func (result $a))) (import "f" (type (eq $f))))
  "expected the type to use only types that were imported by name before, found enum { x }")

;; an instance type is judged where something is of that type
(component definition (type (instance (type $a (enum "x")) (export "f" (func (result $a))))))
(assert_invalid
  (component (import "i" (instance (type $a (enum "x")) (export "f" (func (result $a))))))
  "expected the instance to use only types that were imported by name before, found enum { x }")
(component definition (import "i" (instance (type $a (enum "x")) (export "a" (type $a' (eq $a))) (export "f" (func (result $a'))))))
(assert_invalid
  (component (type (component (type $a (enum "x")) (import "f" (func (result $a))))))
  "expected the func to use only types that were imported by name before, found enum { x }")

;; an alias of an export of an import is named as that is
(component definition
  (import "i" (instance $i (export "r" (type (sub resource)))))
  (alias export $i "r" (type $r))
  (import "f" (func (param "p" (borrow $r)))))
