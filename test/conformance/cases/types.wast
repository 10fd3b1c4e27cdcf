;; Value, function, instance and component types. Source: Binary.md, "Type Definitions".

;; every kind of type
(component definition
  (type (record (field "a" u8) (field "b-C" string)))
  (type (variant (case "a") (case "b" (list u8))))
  (type (tuple bool s8 u8 s16 u16 s32 u32 s64 u64 f32 f64 char string))
  (type (flags "f0" "f1"))
  (type (enum "e0" "e1"))
  (type (option (option u8)))
  (type (result))
  (type (result u8))
  (type (result (error string)))
  (type (result u8 (error string)))
  (type (list u8 4))
  (type (map string (list u8)))
  (type (stream u8))
  (type (future))
  (type (list error-context))
  (type (func async (param "p" u8) (result string))))

;; 32 flags are as many as there are bits
(component definition (type (flags "a0" "a1" "a2" "a3" "a4" "a5" "a6" "a7" "a8" "a9" "b0" "b1" "b2" "b3" "b4" "b5" "b6" "b7" "b8" "b9" "c0" "c1" "c2" "c3" "c4" "c5" "c6" "c7" "c8" "c9" "d0" "d1")))
(assert_malformed
  (component (type (flags "a0" "a1" "a2" "a3" "a4" "a5" "a6" "a7" "a8" "a9" "b0" "b1" "b2" "b3" "b4" "b5" "b6" "b7" "b8" "b9" "c0" "c1" "c2" "c3" "c4" "c5" "c6" "c7" "c8" "c9" "d0" "d1" "d2")))
  "Expected 1 to 32 flags, found 33")
(assert_malformed
  (component (type (flags)))
  "Expected 1 to 32 flags, found 0")
(assert_malformed
  (component (type (enum)))
  "Expected at least one of enum labels, found none")
(assert_malformed
  (component (type (record)))
  "Expected at least one of record fields, found none")
(assert_malformed
  (component (type (variant)))
  "Expected at least one of variant cases, found none")
(assert_malformed
  (component (type (tuple)))
  "Expected at least one of tuple types, found none")

;; labels are in kebab case and differ by more than case
(assert_invalid
  (component (type (record (field "a_b" u8))))
  "Expected the name of a record field in kebab case, found \"a_b\"")
(assert_invalid
  (component (type (record (field "a" u8) (field "A" u8))))
  "The name of a record field, \"A\", conflicts with \"a\"")
(assert_invalid
  (component (type (variant (case "1a"))))
  "Expected the name of a variant case in kebab case, found \"1a\"")
(assert_invalid
  (component (type (variant (case "a") (case "a" u8))))
  "The name of a variant case, \"a\", conflicts with \"a\"")
(assert_invalid
  (component (type (flags "a-")))
  "Expected the name of a flag in kebab case, found \"a-\"")
(assert_invalid
  (component (type (flags "x" "X")))
  "The name of a flag, \"X\", conflicts with \"x\"")
(assert_invalid
  (component (type (enum "aB")))
  "Expected the name of an enum case in kebab case, found \"aB\"")
(assert_invalid
  (component (type (enum "x" "x")))
  "The name of an enum case, \"x\", conflicts with \"x\"")
(assert_invalid
  (component (type (func (param "" u8))))
  "Expected the name of a parameter in kebab case, found \"\"")
(assert_invalid
  (component (type (func (param "p" u8) (param "P" u8))))
  "The name of a parameter, \"P\", conflicts with \"p\"")

;; a value type is made of value types
(assert_invalid
  (component (type $f (func)) (type (list $f)))
  "Expected a value type at type index 0, found a function type")
(assert_invalid
  (component (type $i (instance)) (type (record (field "a" $i))))
  "Expected a value type at type index 0, found an instance type")
(assert_invalid
  (component (type $c (component)) (type (func (result $c))))
  "Expected a value type at type index 0, found a component type")
(assert_invalid
  (component (type $r (resource (rep i32))) (type (option $r)))
  "Expected a value type at type index 0, found a resource type")
(assert_invalid
  (component (type (list 0)))
  "Expected a type index below 0, found 0")

;; handles are of resources
(assert_invalid
  (component (type $t (list u8)) (type (own $t)))
  "Expected a resource type at type index 0, found a value type")
(assert_invalid
  (component (type $f (func)) (type (borrow $f)))
  "Expected a resource type at type index 0, found a function type")

;; a borrowed handle does not leave the call
(component definition (type $r (resource (rep i32))) (type (func (param "p" (list (borrow $r))))))
(assert_invalid
  (component (type $r (resource (rep i32))) (type (func (result (borrow $r)))))
  "Expected the result of a function without borrowed handles, found borrow<resource>")
(assert_invalid
  (component (type $r (resource (rep i32))) (type (func (result (option (tuple u8 (borrow $r)))))))
  "Expected the result of a function without borrowed handles, found option<tuple<u8, borrow<resource>>>")
(assert_invalid
  (component (type $r (resource (rep i32))) (type (stream (borrow $r))))
  "Expected the elements of a stream without borrowed handles, found borrow<resource>")
(assert_invalid
  (component (type $r (resource (rep i32))) (type (future (list (borrow $r)))))
  "Expected the elements of a future without borrowed handles, found list<borrow<resource>>")

;; streams of char have no encoding
(assert_invalid
  (component (type (stream char)))
  "Expected a stream of anything but char, which no encoding has been chosen for; use stream<u8>")

;; keys of maps
(assert_invalid
  (component (type (map f32 u8)))
  "Expected a map's keys to be bool, an integer, char or string, found f32")
(assert_invalid
  (component (type (map (list u8) u8)))
  "Expected a map's keys to be bool, an integer, char or string, found list<u8>")
(assert_invalid
  (component (type $t (tuple u8)) (type (map $t u8)))
  "Expected a map's keys to be bool, an integer, char or string, found tuple<u8>")

;; a value is smaller than 2^28 bytes, with 64-bit pointers
(component definition (type (list u8 268435455)) (type (list string 16777215)))
(assert_invalid
  (component (type (list u8 268435456)))
  "Expected a value type of less than 268435456 bytes, found list<u8, 268435456> of 268435456")
(assert_invalid
  (component (type (list string 16777216)))
  "Expected a value type of less than 268435456 bytes, found list<string, 16777216> of 268435456")
(assert_invalid
  (component (type (record (field "a" (list u8 268435455)) (field "b" u8))))
  "Expected a value type of less than 268435456 bytes, found record { a: list<u8, 268435455>, b: u8 } of 268435456")
(assert_invalid
  (component (type (variant (case "a" (list u64 33554431)))))
  "Expected a value type of less than 268435456 bytes, found variant { a(list<u64, 33554431>) } of 268435456")
(assert_invalid
  (component (type (option (list u8 268435455))))
  "Expected a value type of less than 268435456 bytes, found option<list<u8, 268435455>> of 268435456")
(assert_invalid
  (component (type (result (list u32 67108863) (error u64))))
  "Expected a value type of less than 268435456 bytes, found result<list<u32, 67108863>, u64> of 268435464")

;; a type in an import or export is of its sort
(assert_invalid
  (component (type $t (list u8)) (import "a" (func (type $t))))
  "Expected a function type at type index 0, found a value type")
(assert_invalid
  (component (type $t (func)) (import "a" (instance (type $t))))
  "Expected an instance type at type index 0, found a function type")
(assert_invalid
  (component (type $t (instance)) (import "a" (component (type $t))))
  "Expected a component type at type index 0, found an instance type")
(assert_invalid
  (component (core type $t (func)) (import "a" (core module (type $t))))
  "Expected a core module type at core type index 0, found a core function type")
(assert_invalid
  (component (import "a" (func (type 0))))
  "Expected a type index below 0, found 0")
(assert_invalid
  (component (import "a" (core module (type 0))))
  "Expected a core type index below 0, found 0")

;; resource types are defined by components, represented by i32, dropped by (i32) -> ()
(assert_invalid
  (component (type (component (type (resource (rep i32))))))
  "Expected resource types to be defined in a component, found one in a component type")
(assert_invalid
  (component (type (instance (type (resource (rep i32))))))
  "Expected resource types to be defined in a component, found one in an instance type")
(assert_invalid
  (component (type (resource (rep f32))))
  "Expected the representation of a resource to be i32, found f32")
(assert_invalid
  (component (type (resource (rep i32) (dtor (core func 0)))))
  "Expected a core func index below 0, found 0")
(assert_invalid
  (component
      (core module $M (func (export "d")))
      (core instance $m (instantiate $M))
      (type (resource (rep i32) (dtor (core func $m "d")))))
  "Expected a destructor to be a core func (i32) -> (), found () -> ()")
