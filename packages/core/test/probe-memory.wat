;; The memory of probe components (see probe.ts): an allocator that leaves 16 guard bytes around every block and writes down what it
;; gave, so that a test can tell each byte the engine should not have touched.
;;
;;      0   the pair (pointer, length) that `peek` and `blocks` return
;;     16   where `relay` keeps the pointer to its answer
;;    512   flat values, 8 bytes each
;;   1024   blocks given: pointer and size of each
;;  32768   heap, filled with 0xa5
(module $probe-memory
  (memory (export "memory") 1)
  (global $next (mut i32) (i32.const 32768))
  (global $count (mut i32) (i32.const 0))
  (global $growing (mut i32) (i32.const 0))

  (func $fill (param $from i32)
    (memory.fill (local.get $from) (i32.const 0xa5)
      (i32.sub (i32.mul (memory.size) (i32.const 65536)) (local.get $from))))

  (func $grow (param $pages i32)
    (local $end i32)
    (local.set $end (i32.mul (memory.size) (i32.const 65536)))
    (if (i32.eq (memory.grow (local.get $pages)) (i32.const -1)) (then unreachable))
    (call $fill (local.get $end)))

  (func $start (call $fill (i32.const 32768)))
  (start $start)

  ;; From now on every realloc and every `touch` grows the memory by a page.
  (func (export "set-growing") (global.set $growing (i32.const 1)))
  (func (export "touch") (if (global.get $growing) (then (call $grow (i32.const 1)))))

  (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
    (local $block i32)
    (local $end i32)
    (local $missing i32)
    (if (global.get $growing) (then (call $grow (i32.const 1))))
    (local.set $block
      (i32.and
        (i32.add (i32.add (global.get $next) (i32.const 15)) (local.get $align))
        (i32.sub (i32.const 0) (local.get $align))))
    (local.set $end (i32.add (i32.add (local.get $block) (local.get $size)) (i32.const 16)))
    (local.set $missing (i32.sub (local.get $end) (i32.mul (memory.size) (i32.const 65536))))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then (call $grow (i32.add (i32.shr_u (local.get $missing) (i32.const 16)) (i32.const 1)))))
    (memory.copy (local.get $block) (local.get $old) (local.get $old-size))
    (i32.store offset=1024 (i32.shl (global.get $count) (i32.const 3)) (local.get $block))
    (i32.store offset=1028 (i32.shl (global.get $count) (i32.const 3)) (local.get $size))
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (if (i32.eq (global.get $count) (i32.const 3968)) (then unreachable))
    (global.set $next (i32.add (local.get $block) (local.get $size)))
    (local.get $block))

  (func (export "size") (result i32) (i32.mul (memory.size) (i32.const 65536)))

  (func $pair (param i32 i32) (result i32)
    (i32.store (i32.const 0) (local.get 0))
    (i32.store (i32.const 4) (local.get 1))
    (i32.const 0))
  (func (export "peek") (param i32 i32) (result i32) (call $pair (local.get 0) (local.get 1)))
  (func (export "blocks") (result i32)
    (call $pair (i32.const 1024) (i32.shl (global.get $count) (i32.const 1))))
  (func (export "poke") (param i32 i32) (i32.store8 (local.get 0) (local.get 1))))
