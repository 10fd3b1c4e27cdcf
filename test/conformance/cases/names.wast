;; Names of imports and exports. Source: Explainer.md, "Import and Export Definitions"; Binary.md, same.

;; plain names and interface names
(component definition
  (import "a" (func))
  (import "b-C1-d" (func))
  (import "ns:pkg/i" (instance))
  (import "ns:pkg/i@1.2.3" (instance))
  (import "a-b:c-d/E-f@0.0.0-rc.1+build" (instance)))
(assert_invalid
  (component (import "" (func)))
  "\"\" is not in kebab case")
(assert_invalid
  (component (import "a_b" (func)))
  "\"a_b\" is not in kebab case")
(assert_invalid
  (component (import "aB" (func)))
  "\"aB\" is not in kebab case")
(assert_invalid
  (component (import "a--b" (func)))
  "\"a--b\" is not in kebab case")
(assert_invalid
  (component (import "1" (func)))
  "\"1\" is not in kebab case")
(assert_invalid
  (component (import "a:b" (instance)))
  "\"a:b\": expected \"/\" and the name of an interface after the package")
(assert_invalid
  (component (import "A:b/c" (instance)))
  "\"A:b/c\": \"A\" is not in lower kebab case")
(assert_invalid
  (component (import "a:b/c@1.2" (instance)))
  "\"a:b/c@1.2\": \"1.2\" is not a semantic version")
(assert_invalid
  (component (import "a:b/c@01.0.0" (instance)))
  "\"a:b/c@01.0.0\": \"01.0.0\" is not a semantic version")
(assert_invalid
  (component (import "a:b/c/d" (instance)))
  "\"a:b/c/d\" has a nested namespace or package (🪺), which is not supported")
(assert_invalid
  (component (import "a:b:c/d" (instance)))
  "\"a:b:c/d\" has a nested namespace or package (🪺), which is not supported")
(assert_invalid
  (component (import "[async]a" (func)))
  "\"[async]a\" begins with an unknown annotation: expected [constructor], [method] or [static]")
(assert_invalid
  (component (import "url=<x>" (func)))
  "\"url=<x>\" is not in kebab case")

;; names differ by more than case, and by more than an annotation
(assert_invalid
  (component (import "a" (func)) (import "A" (func)))
  "the name \"A\" conflicts with \"a\"")
(assert_invalid
  (component (import "a:b/c" (func)) (import "a:b/C" (func)))
  "the name \"a:b/C\" conflicts with \"a:b/c\"")
(assert_invalid
  (component (import "f" (func $f)) (export "a" (func $f)) (export "A" (func $f)))
  "the name \"A\" conflicts with \"a\"")
(assert_invalid
  (component (type (instance (export "a" (func)) (export "a" (func)))))
  "the name \"a\" conflicts with \"a\"")
(assert_invalid
  (component (type (component (import "a" (func)) (import "A" (func)))))
  "the name \"A\" conflicts with \"a\"")
(assert_invalid
  (component (import "f" (func $f)) (instance (export "a" (func $f)) (export "a" (func $f))))
  "the name \"a\" conflicts with \"a\"")
(component definition
  (import "a" (type $a (sub resource)))
  (import "[constructor]a" (func (result (own $a))))
  (import "[method]a.b" (func (param "self" (borrow $a))))
  (import "[static]a.c" (func)))
(assert_invalid
  (component
      (import "a" (type $a (sub resource)))
      (import "[method]a.b" (func (param "self" (borrow $a))))
      (import "[static]a.B" (func)))
  "the name \"[static]a.B\" conflicts with \"[method]a.b\"")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "[static]a.a" (func)))
  "the name \"[static]a.a\" conflicts with \"a\"")

;; imports and exports do not share names
(component definition (import "a" (func $f)) (export "a" (func $f)))

;; constructors
(component definition
  (import "a" (type $a (sub resource)))
  (import "[constructor]a" (func (param "p" u8) (result (result (own $a) (error string))))))
(assert_invalid
  (component (import "[constructor]a" (func)))
  "expected a constructor to return own<a> or result<own<a>>, found nothing")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "[constructor]a" (func (result (option (own $a))))))
  "expected a constructor to return own<a> or result<own<a>>, found option<a>")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "b" (type $b (sub resource))) (import "[constructor]b" (func (result (own $a)))))
  "expected the resource \"b\", found \"a\"")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "[constructor]a" (func async (result (own $a)))))
  "expected a constructor not to be async, found an async func")
(assert_invalid
  (component (import "[constructor]a" (instance)))
  "expected a [constructor] to be a func, found an instance")

;; methods
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "[method]a.b" (func)))
  "expected a method's first parameter to be self: borrow<a>, found no parameters")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "[method]a.b" (func (param "this" (borrow $a)))))
  "expected a method's first parameter to be self: borrow<a>, found this: borrow<a>")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "[method]a.b" (func (param "self" (own $a)))))
  "expected a method's first parameter to be self: borrow<a>, found self: a")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (import "[method]b.c" (func (param "self" (borrow $a)))))
  "expected the resource \"b\", found \"a\"")
(assert_invalid
  (component (import "[method]a" (func)))
  "\"[method]a\": expected a \".\" between a resource and the name of its method")
(assert_invalid
  (component (import "a" (type $a (sub resource))) (export $e "e" (type $a)) (import "[method]e.b" (func (param "self" (borrow $e)))))
  "expected the resource \"e\", found one that has no name here")

;; statics
(assert_invalid
  (component (import "[static]a.b" (func)))
  "expected a resource \"a\" before its functions, found none")
(assert_invalid
  (component (import "a" (type (sub resource))) (import "[static]a.b" (component)))
  "expected a [static] to be a func, found a component")

;; what implements an interface is an instance with a plain name
(component definition (import "a" (implements "ns:pkg/i@1.0.0") (external-id "any thing") (instance)))
(assert_invalid
  (component (import "a" (implements "ns:pkg/i") (func)))
  "expected an instance to implement \"ns:pkg/i\", found a func")
(assert_invalid
  (component (import "ns:pkg/j" (implements "ns:pkg/i") (instance)))
  "expected a plain name for what implements \"ns:pkg/i\", found \"ns:pkg/j\"")
(assert_invalid
  (component (import "a" (implements "i") (instance)))
  "implements: expected the name of an interface, found \"i\"")
(assert_invalid
  (component (import "a" (implements "ns:pkg") (instance)))
  "implements: \"ns:pkg\": expected \"/\" and the name of an interface after the package")
