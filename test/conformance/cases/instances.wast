;; What an instantiation is given. Source: Explainer.md, "Instance Definitions", "Type Checking".

;; an instance may export more than is asked for, and a component import less
(component definition
  (component $C (import "i" (instance (export "f" (func)))))
  (import "i" (instance $i (export "f" (func)) (export "g" (func))))
  (instance (instantiate $C (with "i" (instance $i)))))
(component definition
  (component $C (import "c" (component (import "a" (func)) (export "b" (func)))))
  (component $c (import "f" (func $f)) (export "b" (func $f)) (export "c" (func $f)))
  (component $d (import "a" (func $f)) (export "b" (func $f)) (export "c" (func $f)))
  (instance (instantiate $C (with "c" (component $d)))))
(assert_invalid
  (component (component $C (import "f" (func))) (instance (instantiate $C)))
  "Cannot instantiate: the argument \"f\": expected a func, found none")
(assert_invalid
  (component (component $C (import "f" (func))) (import "i" (instance $i)) (instance (instantiate $C (with "f" (instance $i)))))
  "Cannot instantiate: the argument \"f\": expected a func, found an instance")
(assert_invalid
  (component (component $C (import "f" (func))) (import "f" (func $f)) (instance (instantiate $C (with "f" (func $f)) (with "f" (func $f)))))
  "Expected the instantiation argument \"f\" once, found it twice")
(assert_invalid
  (component
      (component $C (import "i" (instance (export "f" (func)))))
      (import "i" (instance $i))
      (instance (instantiate $C (with "i" (instance $i)))))
  "Cannot instantiate: the argument \"i\": \"f\": expected a func, found none")
(assert_invalid
  (component
      (component $C (import "c" (component (export "b" (func)))))
      (component $c (import "a" (func $f)) (export "b" (func $f)))
      (instance (instantiate $C (with "c" (component $c)))))
  "Cannot instantiate: the argument \"c\": import: \"a\": expected a func, found none")
(assert_invalid
  (component
      (component $C (import "c" (component (import "a" (func (param "p" u8))))))
      (component $c (import "a" (func)))
      (instance (instantiate $C (with "c" (component $c)))))
  "Cannot instantiate: the argument \"c\": import: \"a\": expected func(), found func(p: u8)")

;; functions are of the same type, names of parameters included
(assert_invalid
  (component (component $C (import "f" (func (param "a" u8)))) (import "f" (func $f (param "b" u8))) (instance (instantiate $C (with "f" (func $f)))))
  "Cannot instantiate: the argument \"f\": expected func(a: u8), found func(b: u8)")
(assert_invalid
  (component (component $C (import "f" (func (param "a" u8)))) (import "f" (func $f (param "a" u16))) (instance (instantiate $C (with "f" (func $f)))))
  "Cannot instantiate: the argument \"f\": expected func(a: u8), found func(a: u16)")
(assert_invalid
  (component (component $C (import "f" (func (result u8)))) (import "f" (func $f)) (instance (instantiate $C (with "f" (func $f)))))
  "Cannot instantiate: the argument \"f\": expected func() -> u8, found func()")
(assert_invalid
  (component (component $C (import "f" (func))) (import "f" (func $f async)) (instance (instantiate $C (with "f" (func $f)))))
  "Cannot instantiate: the argument \"f\": expected func(), found async func()")

;; value types are equal when their structures are
(component definition
  (component $C (type $a (record (field "x" u8))) (import "t" (type (eq $a))))
  (type $b (record (field "x" u8)))
  (instance (instantiate $C (with "t" (type $b)))))
(assert_invalid
  (component
      (component $C (type $a (record (field "x" u8))) (import "t" (type (eq $a))))
      (type $b (record (field "y" u8)))
      (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected record { x: u8 }, found record { y: u8 }")
(assert_invalid
  (component (component $C (type $a (variant (case "x"))) (import "t" (type (eq $a)))) (type $b (enum "x")) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected variant { x }, found enum { x }")
(assert_invalid
  (component (component $C (type $a (list u8)) (import "t" (type (eq $a)))) (type $b (list u8 1)) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected list<u8>, found list<u8, 1>")
(assert_invalid
  (component (component $C (type $a (option u8)) (import "t" (type (eq $a)))) (type $b (option s8)) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected option<u8>, found option<s8>")
(assert_invalid
  (component (component $C (type $a (result u8)) (import "t" (type (eq $a)))) (type $b (result (error u8))) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected result<u8>, found result<_, u8>")
(assert_invalid
  (component (component $C (type $a (tuple u8)) (import "t" (type (eq $a)))) (type $b (tuple u8 u8)) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected tuple<u8>, found tuple<u8, u8>")
(assert_invalid
  (component (component $C (type $a (flags "x")) (import "t" (type (eq $a)))) (type $b (flags "x" "y")) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected flags { x }, found flags { x, y }")
(assert_invalid
  (component (component $C (type $a (stream u8)) (import "t" (type (eq $a)))) (type $b (future u8)) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected stream<u8>, found future<u8>")
(assert_invalid
  (component (component $C (type $a (map u8 u8)) (import "t" (type (eq $a)))) (type $b (map u8 u16)) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected map<u8, u8>, found map<u8, u16>")
(assert_invalid
  (component (component $C (type $a (list u8)) (import "t" (type (eq $a)))) (type $b (func)) (instance (instantiate $C (with "t" (type $b)))))
  "Cannot instantiate: the argument \"t\": expected a value type, found a function type")

;; an export may be seen as less than it is
(component definition (import "i" (instance $i (export "f" (func)))) (export "j" (instance $i) (instance)))
(assert_invalid
  (component (import "i" (instance $i)) (export "j" (instance $i) (instance (export "f" (func)))))
  "the type of the export: \"f\": expected a func, found none")
(assert_invalid
  (component (import "f" (func $f)) (export "g" (func $f) (func (result u8))))
  "the type of the export: expected func() -> u8, found func()")
(component definition
  (import "i" (instance $i (export "r" (type (sub resource)))))
  (export "j" (instance $i) (instance (export "r" (type (sub resource))))))

;; core modules: imports are given, by name and type
(component definition
  (core module $M (import "a" "f" (func (param i32))) (import "a" "m" (memory 1)) (import "b" "g" (global i64)))
  (core module $N (func (export "f") (param i32)) (memory (export "m") 2 4) (global (export "g") i64 (i64.const 0)))
  (core instance $n (instantiate $N))
  (core instance (instantiate $M (with "a" (instance $n)) (with "b" (instance $n)))))
(assert_invalid
  (component (core module $M (import "a" "f" (func))) (core instance (instantiate $M)))
  "Expected an instantiation argument \"a\", a core instance, found none")
(assert_invalid
  (component (core module $M (import "a" "f" (func))) (core module $N) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"f\": expected the export of a func, found none")
(assert_invalid
  (component (core module $M (import "a" "f" (func))) (core module $N (func (export "f") (param i32))) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"f\": expected func () -> (), found func (i32) -> ()")
(assert_invalid
  (component (core module $M (import "a" "f" (func))) (core module $N (memory (export "f") 1)) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"f\": expected func () -> (), found memory 1")
(assert_invalid
  (component (core module $M (import "a" "m" (memory 2))) (core module $N (memory (export "m") 1)) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"m\": expected memory 2, found memory 1")
(assert_invalid
  (component (core module $M (import "a" "m" (memory 1 2))) (core module $N (memory (export "m") 1)) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"m\": expected memory 1 2, found memory 1")
(assert_invalid
  (component (core module $M (import "a" "m" (memory 1 2 shared))) (core module $N (memory (export "m") 1 2)) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"m\": expected memory 1 2 shared, found memory 1 2")
(assert_invalid
  (component (core module $M (import "a" "m" (memory i64 1))) (core module $N (memory (export "m") 1)) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"m\": expected memory i64 1, found memory 1")
(assert_invalid
  (component (core module $M (import "a" "t" (table 1 funcref))) (core module $N (table (export "t") 1 externref)) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"t\": expected table 1 (ref null func), found table 1 (ref null extern)")
(assert_invalid
  (component (core module $M (import "a" "g" (global i32))) (core module $N (global (export "g") (mut i32) (i32.const 0))) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"g\": expected global i32, found global (mut i32)")
(assert_invalid
  (component (core module $M (import "a" "e" (tag (param i32)))) (core module $N (tag (export "e"))) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)))))
  "Cannot instantiate: the argument \"a\": \"e\": expected tag (i32) -> (), found tag () -> ()")
(assert_invalid
  (component (core module $M (import "a" "f" (func))) (core module $N (func (export "f"))) (core instance $n (instantiate $N)) (core instance (instantiate $M (with "a" (instance $n)) (with "a" (instance $n)))))
  "Expected the instantiation argument \"a\" once, found it twice")
(assert_invalid
  (component (core module $M (func (export "f"))) (core instance $m (instantiate $M)) (alias core export $m "f" (core func $f)) (core instance (export "f" (func $f)) (export "f" (func $f))))
  "Expected the export \"f\" once, found it twice")

;; core module types
(component definition
  (component $C (import "m" (core module (import "a" "f" (func)) (export "g" (func)))))
  (core module $M (func (export "g")) (func (export "h")))
  (instance (instantiate $C (with "m" (core module $M)))))
(assert_invalid
  (component (component $C (import "m" (core module (export "g" (func))))) (core module $M) (instance (instantiate $C (with "m" (core module $M)))))
  "Cannot instantiate: the argument \"m\": \"g\": expected the export of a func, found none")
(assert_invalid
  (component (component $C (import "m" (core module))) (core module $M (import "a" "f" (func))) (instance (instantiate $C (with "m" (core module $M)))))
  "Cannot instantiate: the argument \"m\": import \"a\": \"f\": expected the import of a func, found none")
(assert_invalid
  (component (component $C (import "m" (core module (export "g" (func))))) (core module $M (func (export "g") (result i32) i32.const 0)) (instance (instantiate $C (with "m" (core module $M)))))
  "Cannot instantiate: the argument \"m\": \"g\": expected func () -> (), found func () -> (i32)")
(assert_invalid
  (component (core module (import "a" "f" (func)) (import "a" "f" (func))))
  "Expected a core module to import \"a\" \"f\" once, found it twice")
(assert_invalid
  (component (core type (module (export "a" (func (type 0))))))
  "Expected a core type index below 0, found 0")
(assert_invalid
  (component (core type (module (export "a" (func)) (export "a" (func)))))
  "Expected the export \"a\" once, found it twice")
(assert_invalid
  (component (core type (module (import "a" "b" (func)) (import "a" "b" (memory 1)))))
  "Expected a core module to import \"a\" \"b\" once, found it twice")
(assert_invalid
  (component (core type (module (import "a" "b" (memory 65537)))))
  "Expected the size of a memory to be at most 65536")
(assert_invalid
  (component (core type (module (import "a" "b" (memory 2 1)))))
  "Expected the minimum of a memory to be at most its maximum 1, found 2")
(assert_invalid
  (component (core type $m (module)) (core type (module (alias outer 1 $m (type)))))
  "Expected an alias in a module type to be of another core type, found a module type")
(assert_invalid
  (component (core module (func (result i32))))
  "Invalid core module")

;; a module that is never instantiated is valid all the same
(assert_invalid
  (component (component (core module (func (result i32)))))
  "Invalid core module")
