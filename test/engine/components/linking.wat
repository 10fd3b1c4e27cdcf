;; Imports and exports of every sort, aliases of every kind, nested components with arguments, and what is exported as it was imported.
(component $root
  ;; Functions of the world, an interface with versions and a resource, and a core module.
  (import "log-line" (func $log-line (param "n" u32)))
  (import "to-string" (func $to-string (result u32)))
  (import "test:deps/math@1.2.3" (instance $math
    (export "add" (func (param "x" u32) (param "y" u32) (result u32)))
    (export "counter" (type $counter (sub resource)))
    (export "[constructor]counter" (func (result (own $counter))))
    (export "[method]counter.get-count" (func (param "self" (borrow $counter)) (result u32)))
    (export "[static]counter.how-many" (func (result u32)))))
  (import "test:deps/plain" (instance $plain (export "one" (func (result u32)))))
  (import "math-core" (core module $math-core (export "double" (func (param i32) (result i32)))))

  ;; Aliases: of an instance's function and type, of a core instance's export, and outer ones of a type, a module and a component.
  (alias export $math "add" (func $add))
  (alias export $math "counter" (type $counter))
  (core instance $core (instantiate $math-core))
  (alias core export $core "double" (core func $double))
  (type $pair (tuple u32 u32))
  (core module $swap
    (memory (export "memory") 1)
    (func (export "swap") (param i32 i32) (result i32)
      (i32.store (i32.const 0) (local.get 1)) (i32.store (i32.const 4) (local.get 0)) (i32.const 0)))
  (component $adder
    (import "add" (func $add (param "x" u32) (param "y" u32) (result u32)))
    (import "addend" (instance $addend (export "value" (func (result u32)))))
    (alias export $addend "value" (func $value))
    (core func $add' (canon lower (func $add)))
    (core func $value' (canon lower (func $value)))
    (core module $m
      (import "" "add" (func $add (param i32 i32) (result i32)))
      (import "" "value" (func $value (result i32)))
      (func (export "run") (param i32) (result i32) (call $add (local.get 0) (call $value))))
    (core instance $i (instantiate $m (with "" (instance (export "add" (func $add')) (export "value" (func $value'))))))
    (func (export "run") (param "x" u32) (result u32) (canon lift (core func $i "run"))))
  (component $seven
    (core module $m (func (export "value") (result i32) (i32.const 7)))
    (core instance $i (instantiate $m))
    (func (export "value") (result u32) (canon lift (core func $i "value"))))
  (instance $seven (instantiate $seven))

  ;; One component, two instances with different arguments: a function of the host's, and one of a guest's.
  (instance $plus-seven (instantiate $adder (with "add" (func $add)) (with "addend" (instance $seven))))
  (alias export $plus-seven "run" (func $run))
  (instance $one-as-value (export "value" (func $plain "one")))
  (instance $plus-one (instantiate $adder (with "add" (func $add)) (with "addend" (instance $one-as-value))))

  (component $nested
    (alias outer $root $pair (type $pair))
    (alias outer $root $swap (core module $swap))
    (alias outer $root $seven (component $seven))
    (core instance $i (instantiate $swap))
    (func (export "swap") (param "p" $pair) (result $pair)
      (canon lift (core func $i "swap") (memory (core memory $i "memory"))))
    (instance $inner (instantiate $seven))
    (export "inner" (instance $inner)))
  (instance $nested (instantiate $nested))
  (alias export $nested "inner" (instance $inner))

  (func (export "double") (param "x" u32) (result u32) (canon lift (core func $double)))
  (export "plus-seven" (func $run))
  (export "test:deps/plus-one" (instance $plus-one))
  (export "test:deps/nested" (instance $nested))
  (export "test:deps/inner" (instance $inner))
  ;; As imported
  (export "add" (func $add))
  (export "say" (func $log-line))
  (export "test:deps/again" (instance $math))
  (export "swap-module" (core module $swap))
  (export "math-module" (core module $math-core))

  ;; So that every import is used
  (core func $log' (canon lower (func $log-line)))
  (core func $to-string' (canon lower (func $to-string)))
  (core func $new (canon lower (func $math "[constructor]counter")))
  (core func $get (canon lower (func $math "[method]counter.get-count")))
  (core func $how-many (canon lower (func $math "[static]counter.how-many")))
  (core func $drop (canon resource.drop $counter))
  (core module $user
    (import "" "log" (func $log (param i32)))
    (import "" "to-string" (func $to-string (result i32)))
    (import "" "new" (func $new (result i32)))
    (import "" "get" (func $get (param i32) (result i32)))
    (import "" "how-many" (func $how-many (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "use") (result i32)
      (local $counter i32)
      (local.set $counter (call $new))
      (call $log (call $get (local.get $counter)))
      (call $log (call $how-many))
      (call $drop (local.get $counter))
      (call $to-string)))
  (core instance $user (instantiate $user (with "" (instance
    (export "log" (func $log')) (export "to-string" (func $to-string')) (export "new" (func $new))
    (export "get" (func $get)) (export "how-many" (func $how-many)) (export "drop" (func $drop))))))
  (func (export "use") (result u32) (canon lift (core func $user "use"))))
