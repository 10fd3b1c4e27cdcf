;; A component that calls a nested one from where nothing can wait: from its start function, and from the destructor of its resource.
(component
  (import "visit" (func $visit (param "place" u32) (result u32)))
  (component $inner
    (import "visit" (func $visit (param "place" u32) (result u32)))
    (core func $visit' (canon lower (func $visit)))
    (core module $m
      (import "" "visit" (func $visit (param i32) (result i32)))
      (func (export "twice") (param i32) (result i32)
        (i32.add (call $visit (local.get 0)) (call $visit (local.get 0)))))
    (core instance $i (instantiate $m (with "" (instance (export "visit" (func $visit'))))))
    (func (export "twice") (param "place" u32) (result u32) (canon lift (core func $i "twice"))))
  (instance $inner (instantiate $inner (with "visit" (func $visit))))
  (core func $twice (canon lower (func $inner "twice")))

  (core module $m
    (import "" "twice" (func $twice (param i32) (result i32)))
    (global $started (mut i32) (i32.const 0))
    (func $start (global.set $started (call $twice (i32.const 1))))
    (start $start)
    (func (export "started") (result i32) (global.get $started))
    (func (export "drop") (param i32) (drop (call $twice (local.get 0))))
    (func (export "call") (param i32) (result i32) (call $twice (local.get 0))))
  (core instance $i (instantiate $m (with "" (instance (export "twice" (func $twice))))))
  (type $thing' (resource (rep i32) (dtor (core func $i "drop"))))
  (core func $new (canon resource.new $thing'))
  (core func $drop (canon resource.drop $thing'))
  (core module $maker
    (import "" "new" (func $new (param i32) (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "make") (result i32) (call $new (i32.const 5)))
    (func (export "make-and-drop") (call $drop (call $new (i32.const 5)))))
  (core instance $maker (instantiate $maker (with "" (instance
    (export "new" (func $new)) (export "drop" (func $drop))))))
  (export $thing "thing" (type $thing'))
  (func (export "make") (result (own $thing)) (canon lift (core func $maker "make")))
  (func (export "make-and-drop") (canon lift (core func $maker "make-and-drop")))
  (func (export "started") (result u32) (canon lift (core func $i "started")))
  (func (export "call") (param "place" u32) (result u32) (canon lift (core func $i "call"))))
