;; Functions and components under other names, inside one another, and more than once.
(component $nesting
  (import "double" (func $double (param "x" u32) (result u32)))

  ;; A function of the host's, exported as it is: no core code between.
  (export "twice" (func $double))
  (instance $again (export "double" (func $double)) (export "twice" (func $double)))
  (export "weft:shapes/again@1.2.0" (instance $again))

  ;; A component, twice: each instance has its own state. It has the core module from outside, by alias.
  (core module $counter-core
    (global $count (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $count (i32.add (global.get $count) (i32.const 1)))
      (global.get $count)))
  (component $counter
    (alias outer $nesting $counter-core (core module $m))
    (core instance $c (instantiate $m))
    (func (export "next") (result u32) (canon lift (core func $c "next"))))
  (instance $left (instantiate $counter))
  (instance $right (instantiate $counter))
  (export "left" (instance $left))
  (export "right" (instance $right))

  ;; Three deep: what the innermost exports comes out under another name at each level.
  (component $outer
    (component $middle
      (component $inner
        (alias outer $nesting $counter-core (core module $m))
        (core instance $c (instantiate $m))
        (func (export "next") (result u32) (canon lift (core func $c "next"))))
      (instance $i (instantiate $inner))
      (alias export $i "next" (func $next))
      (instance $both (export "one" (func $next)) (export "other" (func $next)))
      (export "pair" (instance $both)))
    (instance $m (instantiate $middle))
    (alias export $m "pair" (instance $pair))
    (alias export $pair "other" (func $other))
    (export "deep" (func $other)))
  (instance $o (instantiate $outer))
  (export "deep" (func $o "deep")))
