;; Every place guest code can be called from calls the import `visit` with its own number, so that the host can do there what it likes:
;; 1 start, 2 a call, 3 realloc, 4 post-return, 5 a destructor, 6 a function of the nested component. A place is silent unless chosen
;; by `loud`, because in some of them the call itself is a trap.
(component
  (import "visit" (func $visit (param "place" u32) (result u32)))
  (core func $visit' (canon lower (func $visit)))

  (component $inner
    (import "visit" (func $visit (param "place" u32) (result u32)))
    (core func $visit' (canon lower (func $visit)))
    (core module $m
      (import "" "visit" (func $visit (param i32) (result i32)))
      (func (export "nested") (result i32) (call $visit (i32.const 6))))
    (core instance $i (instantiate $m (with "" (instance (export "visit" (func $visit'))))))
    (func (export "nested") (result u32) (canon lift (core func $i "nested"))))
  (instance $inner (instantiate $inner (with "visit" (func $visit))))
  (core func $nested (canon lower (func $inner "nested")))

  (core module $m
    (import "" "visit" (func $visit (param i32) (result i32)))
    (import "" "nested" (func $nested (result i32)))
    (memory (export "memory") 1)
    (global $loud (mut i32) (i32.const 0))
    (global $started (mut i32) (i32.const 0))
    (func $maybe (param i32) (result i32)
      (if (result i32) (i32.eq (global.get $loud) (local.get 0)) (then (call $visit (local.get 0))) (else (i32.const 0))))
    (func $start (global.set $started (call $visit (i32.const 1))))
    (start $start)
    (func (export "started") (result i32) (global.get $started))
    (func (export "loud") (param i32) (global.set $loud (local.get 0)))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (drop (call $maybe (i32.const 3)))
      (i32.const 1024))
    (func (export "post-return") (param i32) (drop (call $maybe (i32.const 4))))
    (func (export "drop") (param i32) (drop (call $maybe (i32.const 5))))
    (func (export "take") (param i32 i32) (result i32) (local.get 1))
    (func (export "visit") (result i32) (call $visit (i32.const 2)))
    (func (export "visit-twice") (result i32)
      (i32.add (call $visit (i32.const 2)) (call $visit (i32.const 2))))
    (func (export "visit-nested") (result i32) (call $nested)))
  (core instance $i (instantiate $m (with "" (instance
    (export "visit" (func $visit')) (export "nested" (func $nested))))))

  (type $thing' (resource (rep i32) (dtor (core func $i "drop"))))
  (core func $new (canon resource.new $thing'))
  (core module $maker
    (import "" "new" (func $new (param i32) (result i32)))
    (func (export "make") (result i32) (call $new (i32.const 7))))
  (core instance $maker (instantiate $maker (with "" (instance (export "new" (func $new))))))
  (export $thing "thing" (type $thing'))
  (func (export "make") (result (own $thing)) (canon lift (core func $maker "make")))

  (func (export "started") (result u32) (canon lift (core func $i "started")))
  (func (export "loud") (param "place" u32) (canon lift (core func $i "loud")))
  (func (export "take") (param "text" string) (result u32)
    (canon lift (core func $i "take") (memory (core memory $i "memory")) (realloc (core func $i "realloc"))
      (post-return (core func $i "post-return"))))
  (func (export "visit") (result u32) (canon lift (core func $i "visit")))
  (func (export "visit-twice") (result u32) (canon lift (core func $i "visit-twice")))
  (func (export "visit-nested") (result u32) (canon lift (core func $i "visit-nested")))
  (alias export $inner "nested" (func $nested-func))
  (export "nested" (func $nested-func)))
