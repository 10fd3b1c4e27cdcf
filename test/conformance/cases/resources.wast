;; Resource types are themselves and no others. Source: Explainer.md, "Type Checking".

;; a resource that is given takes the place of the one imported
(component definition
  (component $C
    (import "r" (type $r (sub resource)))
    (import "f" (func (param "p" (own $r)))))
  (import "r" (type $r (sub resource)))
  (import "f" (func $f (param "p" (own $r))))
  (instance (instantiate $C (with "r" (type $r)) (with "f" (func $f)))))
(assert_invalid
  (component
      (component $C
        (import "r" (type $r (sub resource)))
        (import "f" (func (param "p" (own $r)))))
      (import "r" (type $r (sub resource)))
      (import "s" (type $s (sub resource)))
      (import "f" (func $f (param "p" (own $s))))
      (instance (instantiate $C (with "r" (type $r)) (with "f" (func $f)))))
  "Cannot instantiate: the argument \"f\": expected func(p: r), found func(p: s)")
(assert_invalid
  (component
      (component $C
        (import "r" (type $r (sub resource)))
        (import "f" (func (param "p" (own $r)))))
      (import "r" (type $r (sub resource)))
      (import "f" (func $f (param "p" (borrow $r))))
      (instance (instantiate $C (with "r" (type $r)) (with "f" (func $f)))))
  "Cannot instantiate: the argument \"f\": expected func(p: r), found func(p: borrow<r>)")
(assert_invalid
  (component
      (component $C (import "r" (type (sub resource))))
      (type $t (list u8))
      (instance (instantiate $C (with "r" (type $t)))))
  "Cannot instantiate: the argument \"r\": expected a resource type, found a value type")
(assert_invalid
  (component
      (component $C (import "r" (type $r (sub resource))) (import "s" (type (eq $r))))
      (import "r" (type $r (sub resource)))
      (import "s" (type $s (sub resource)))
      (instance (instantiate $C (with "r" (type $r)) (with "s" (type $s)))))
  "Cannot instantiate: the argument \"s\": expected the resource \"r\", found another resource, \"s\"")

;; every instance has resources of its own
(assert_invalid
  (component
      (component $C (type $r (resource (rep i32))) (export "r" (type $r)))
      (instance $a (instantiate $C))
      (instance $b (instantiate $C))
      (component $D (import "r" (type $r (sub resource))) (import "s" (type (eq $r))))
      (instance (instantiate $D (with "r" (type $a "r")) (with "s" (type $b "r")))))
  "Cannot instantiate: the argument \"s\": expected the resource \"r\", found another resource, \"r\"")
(assert_invalid
  (component
      (type $i (instance (export "r" (type (sub resource)))))
      (import "a" (instance $a (type $i)))
      (import "b" (instance $b (type $i)))
      (component $D (import "r" (type $r (sub resource))) (import "s" (type (eq $r))))
      (instance (instantiate $D (with "r" (type $a "r")) (with "s" (type $b "r")))))
  "Cannot instantiate: the argument \"s\": expected the resource \"r\", found another resource, \"r\"")

;; an export can hide which resource it is
(component definition
  (type $r (resource (rep i32)))
  (export "a" (type $r))
  (export "b" (type $r) (type (sub resource))))
(assert_invalid
  (component
      (component $C
        (type $r (resource (rep i32)))
        (export "a" (type $r))
        (export "b" (type $r) (type (sub resource))))
      (instance $c (instantiate $C))
      (component $D (import "r" (type $r (sub resource))) (import "s" (type (eq $r))))
      (instance (instantiate $D (with "r" (type $c "a")) (with "s" (type $c "b")))))
  "Cannot instantiate: the argument \"s\": expected the resource \"r\", found another resource, \"b\"")
(component definition
  (component $C
    (type $r (resource (rep i32)))
    (export "a" (type $r))
    (export "b" (type $r)))
  (instance $c (instantiate $C))
  (component $D (import "r" (type $r (sub resource))) (import "s" (type (eq $r))))
  (instance (instantiate $D (with "r" (type $c "a")) (with "s" (type $c "b")))))

;; only who defines a resource sees what represents it
(component definition (type $r (resource (rep i32))) (core func (canon resource.new $r)) (core func (canon resource.rep $r)) (core func (canon resource.drop $r)))
(component definition (import "r" (type $r (sub resource))) (core func (canon resource.drop $r)))
(assert_invalid
  (component (import "r" (type $r (sub resource))) (core func (canon resource.new $r)))
  "Expected resource.new of a resource type that this component defines, found \"r\", which it does not")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (core func (canon resource.rep $r)))
  "Expected resource.rep of a resource type that this component defines, found \"r\", which it does not")
(assert_invalid
  (component (component $C (type $r (resource (rep i32))) (export "r" (type $r))) (instance $c (instantiate $C)) (alias export $c "r" (type $r)) (core func (canon resource.rep $r)))
  "Expected resource.rep of a resource type that this component defines, found \"r\", which it does not")
(assert_invalid
  (component (type $t (list u8)) (core func (canon resource.drop $t)))
  "Expected a resource type at type index 0, found a value type")

;; a component passed to itself is compared with what it asks for
(component definition
  (component $C
    (import "r" (type $r (sub resource)))
    (import "c" (component (import "r" (type $s (sub resource))) (import "f" (func (param "p" (own $s)))))))
  (import "r" (type $r (sub resource)))
  (component $D (import "r" (type (sub resource))))
  (instance (instantiate $C (with "r" (type $r)) (with "c" (component $D)))))
