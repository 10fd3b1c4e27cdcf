;; Every function breaks one rule and traps; `fine` answers 42 as long as nothing has trapped before.
;;
;; Three groups: what core code does wrong, what it hands over that is not a value of the type, and what it may not do
;; while the host lowers a value or after a call has returned.
(component
  (import "host" (instance $host
    (export "ping" (func))
    (export "throws" (func))))

  ;; Memory, and a realloc whose behaviour is chosen by a global.
  (core module $memory
    (import "host" "ping" (func $ping))
    (memory (export "memory") 1)
    (data (i32.const 256) "\ff\fe\c3\28")
    (data (i32.const 512) "\00\d8\00\00")
    (global $mode (mut i32) (i32.const 0))
    (func (export "set-mode") (param i32)
      (global.set $mode (local.get 0)))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (if (i32.eq (global.get $mode) (i32.const 1)) (then unreachable))
      (if (i32.eq (global.get $mode) (i32.const 2)) (then (return (i32.const 1025))))
      (if (i32.eq (global.get $mode) (i32.const 3)) (then (return (i32.const 0x7fff0000))))
      (if (i32.eq (global.get $mode) (i32.const 4)) (then (call $ping)))
      (i32.const 1024))
    (func (export "leave") (param i32)
      (call $ping))
    (func (export "trap") (param i32)
      unreachable))

  (core module $code
    (import "host" "throws" (func $throws))
    (import "memory" "memory" (memory 1))
    (type $nothing (func))
    (table 2 funcref)

    (func (export "fine") (result i32) (i32.const 42))

    (func (export "unreachable") unreachable)
    (func $divide (export "divide-by-zero") (result i32)
      (i32.div_u (i32.const 1) (i32.const 0)))
    (func (export "convert") (result i32)
      (i32.trunc_f64_s (f64.const nan)))
    (func (export "load-outside") (result i32)
      (i32.load (i32.const -4)))
    (func (export "call-null")
      (call_indirect (type $nothing) (i32.const 1)))
    (func (export "call-outside")
      (call_indirect (type $nothing) (i32.const 7)))
    (func $deeper (export "recurse") (result i32)
      (i32.add (call $deeper) (i32.const 1)))
    (func $inner (call $middle))
    (func $middle unreachable)
    (func $outer (export "named-frames") (call $inner))

    ;; A guest that catches everything must not catch what its host throws.
    (func (export "catch-all") (result i32)
      (block $caught
        (try_table (catch_all $caught) (call $throws))
        (return (i32.const 0)))
      (i32.const 1))
    (func (export "call-throws") (call $throws))

    (func $pair (param $first i32) (param $second i32) (result i32)
      (i32.store (i32.const 16) (local.get $first))
      (i32.store (i32.const 20) (local.get $second))
      (i32.const 16))
    (func (export "text-outside") (result i32) (call $pair (i32.const 65530) (i32.const 100)))
    (func (export "text-huge") (result i32) (call $pair (i32.const 0) (i32.const 0x7fffffff)))
    (func (export "text-not-utf8") (result i32) (call $pair (i32.const 256) (i32.const 4)))
    (func (export "text-lone-surrogate") (result i32) (call $pair (i32.const 512) (i32.const 1)))
    (func (export "text-odd-pointer") (result i32) (call $pair (i32.const 513) (i32.const 1)))
    (func (export "list-misaligned") (result i32) (call $pair (i32.const 1026) (i32.const 1)))
    (func (export "list-outside") (result i32) (call $pair (i32.const 65532) (i32.const 2)))
    (func (export "list-overflow") (result i32) (call $pair (i32.const 0) (i32.const 0x40000001)))
    (func (export "result-misaligned") (result i32) (i32.const 18))
    (func (export "result-outside") (result i32) (i32.const 65536))
    (func (export "no-such-char") (result i32) (i32.const 0x110000))
    (func (export "surrogate-char") (result i32) (i32.const 0xd800))
    (func (export "no-such-case") (result i32) (i32.const 3))
    (func (export "no-such-option") (result i32) (call $pair (i32.const 2) (i32.const 0)))
    (func (export "no-such-handle") (result i32) (i32.const 77))

    (func (export "take-text") (param i32 i32))
    (func (export "give-number") (result i32) (i32.const 7)))

  (core func $ping (canon lower (func $host "ping")))
  (core func $throws (canon lower (func $host "throws")))
  (core instance $m (instantiate $memory (with "host" (instance (export "ping" (func $ping))))))
  (core instance $c
    (instantiate $code
      (with "host" (instance (export "throws" (func $throws))))
      (with "memory" (instance $m))))
  (alias core export $m "memory" (core memory $mem))
  (alias core export $m "realloc" (core func $realloc))

  (type $enum' (enum "a" "b" "c"))
  (export $enum "abc" (type $enum'))
  (type $thing' (resource (rep i32)))
  (export $thing "thing" (type $thing'))

  (func (export "fine") (result u32) (canon lift (core func $c "fine")))

  ;; Core code
  (func (export "unreachable") (canon lift (core func $c "unreachable")))
  (func (export "divide-by-zero") (result u32) (canon lift (core func $c "divide-by-zero")))
  (func (export "convert") (result u32) (canon lift (core func $c "convert")))
  (func (export "load-outside") (result u32) (canon lift (core func $c "load-outside")))
  (func (export "call-null") (canon lift (core func $c "call-null")))
  (func (export "call-outside") (canon lift (core func $c "call-outside")))
  (func (export "recurse") (result u32) (canon lift (core func $c "recurse")))
  (func (export "named-frames") (canon lift (core func $c "named-frames")))
  (func (export "catch-all") (result u32) (canon lift (core func $c "catch-all")))
  (func (export "call-throws") (canon lift (core func $c "call-throws")))

  ;; Values
  (func (export "text-outside") (result string) (canon lift (core func $c "text-outside") (memory $mem)))
  (func (export "text-huge") (result string) (canon lift (core func $c "text-huge") (memory $mem)))
  (func (export "text-not-utf8") (result string) (canon lift (core func $c "text-not-utf8") (memory $mem)))
  (func (export "text-lone-surrogate") (result string)
    (canon lift (core func $c "text-lone-surrogate") string-encoding=utf16 (memory $mem)))
  (func (export "text-odd-pointer") (result string)
    (canon lift (core func $c "text-odd-pointer") string-encoding=utf16 (memory $mem)))
  (func (export "list-misaligned") (result (list u32)) (canon lift (core func $c "list-misaligned") (memory $mem)))
  (func (export "list-outside") (result (list u32)) (canon lift (core func $c "list-outside") (memory $mem)))
  (func (export "list-overflow") (result (list u32)) (canon lift (core func $c "list-overflow") (memory $mem)))
  (func (export "result-misaligned") (result (tuple u32 u32))
    (canon lift (core func $c "result-misaligned") (memory $mem)))
  (func (export "result-outside") (result (tuple u32 u32)) (canon lift (core func $c "result-outside") (memory $mem)))
  (func (export "no-such-char") (result char) (canon lift (core func $c "no-such-char")))
  (func (export "surrogate-char") (result char) (canon lift (core func $c "surrogate-char")))
  (func (export "no-such-case") (result $enum) (canon lift (core func $c "no-such-case")))
  (func (export "no-such-option") (result (option u32)) (canon lift (core func $c "no-such-option") (memory $mem)))
  (func (export "no-such-handle") (result (own $thing)) (canon lift (core func $c "no-such-handle")))

  ;; Realloc and post-return. `set-realloc` says what realloc does: 1 traps, 2 returns an odd address, 3 one outside of the
  ;; memory, 4 calls an import.
  (func (export "set-realloc") (param "mode" u32) (canon lift (core func $m "set-mode")))
  (func (export "take-text") (param "text" string)
    (canon lift (core func $c "take-text") (memory $mem) (realloc $realloc)))
  (func (export "take-text-utf16") (param "text" string)
    (canon lift (core func $c "take-text") string-encoding=utf16 (memory $mem) (realloc $realloc)))
  (func (export "leave-in-post-return") (result u32)
    (canon lift (core func $c "give-number") (post-return (core func $m "leave"))))
  (func (export "trap-in-post-return") (result u32)
    (canon lift (core func $c "give-number") (post-return (core func $m "trap")))))
