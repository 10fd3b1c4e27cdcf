;; Strings in the three encodings of the Canonical ABI, and every way from one to another.
;;
;;   echo-<e>(text)          lifts and lowers in one encoding
;;   units-<e>(text)         the length as it arrived: bytes, 16-bit units, or either with the tag in the top bit
;;   <a>-to-<b>(text)        relayed by a component that uses <a>, to one that uses <b>, and back
;;
;; utf8, utf16, compact (latin1+utf16). One core module serves all: it never looks into a string.
(component $strings
  (core module $core
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 16))
    (global $last (mut i32) (i32.const 0))

    ;; Grows the last block in place, else moves it; blocks are freed all at once, by post-return.
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $block i32)
      (local $end i32)
      (if (i32.and (i32.ne (local.get $old) (i32.const 0)) (i32.eq (local.get $old) (global.get $last)))
        (then (local.set $block (local.get $old)))
        (else
          (local.set $block
            (i32.and
              (i32.sub (i32.add (global.get $next) (local.get $align)) (i32.const 1))
              (i32.sub (i32.const 0) (local.get $align))))))
      (local.set $end (i32.add (local.get $block) (local.get $size)))
      (loop $more
        (if (i32.gt_u (local.get $end) (i32.mul (memory.size) (i32.const 65536)))
          (then
            (if (i32.eq (memory.grow (i32.const 16)) (i32.const -1)) (then unreachable))
            (br $more))))
      (if (i32.ne (local.get $block) (local.get $old))
        (then (memory.copy (local.get $block) (local.get $old) (local.get $old-size))))
      (global.set $last (local.get $block))
      (global.set $next (local.get $end))
      (local.get $block))

    (func (export "free-all") (param i32)
      (global.set $next (i32.const 16)))

    ;; string -> string: the result is stored at 0 as pointer and length
    (func (export "echo") (param $text i32) (param $length i32) (result i32)
      (i32.store (i32.const 0) (local.get $text))
      (i32.store (i32.const 4) (local.get $length))
      (i32.const 0))

    (func (export "units") (param $text i32) (param $length i32) (result i32)
      (local.get $length)))

  ;; Its memory is that of an instance of $core: an import lowered with this memory must be there before the code that calls it.
  (core module $relay-core
    (import "host" "echo" (func $echo (param i32 i32 i32)))
    (func (export "relay") (param $text i32) (param $length i32) (result i32)
      (call $echo (local.get $text) (local.get $length) (i32.const 8))
      (i32.const 8)))

  (component $echo-utf8
    (alias outer $strings $core (core module $core))
    (core instance $i (instantiate $core))
    (alias core export $i "memory" (core memory $memory))
    (alias core export $i "realloc" (core func $realloc))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $i "echo")
        string-encoding=utf8 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all"))))
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $i "units")
        string-encoding=utf8 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all")))))

  (component $echo-utf16
    (alias outer $strings $core (core module $core))
    (core instance $i (instantiate $core))
    (alias core export $i "memory" (core memory $memory))
    (alias core export $i "realloc" (core func $realloc))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $i "echo")
        string-encoding=utf16 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all"))))
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $i "units")
        string-encoding=utf16 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all")))))

  (component $echo-compact
    (alias outer $strings $core (core module $core))
    (core instance $i (instantiate $core))
    (alias core export $i "memory" (core memory $memory))
    (alias core export $i "realloc" (core func $realloc))
    (func (export "echo") (param "text" string) (result string)
      (canon lift (core func $i "echo")
        string-encoding=latin1+utf16 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all"))))
    (func (export "units") (param "text" string) (result u32)
      (canon lift (core func $i "units")
        string-encoding=latin1+utf16 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all")))))

  (component $relay-utf8
    (import "echo" (func $echo (param "text" string) (result string)))
    (alias outer $strings $core (core module $core))
    (alias outer $strings $relay-core (core module $relay-core))
    (core instance $i (instantiate $core))
    (alias core export $i "memory" (core memory $memory))
    (alias core export $i "realloc" (core func $realloc))
    (core func $lowered
      (canon lower (func $echo) string-encoding=utf8 (memory $memory) (realloc $realloc)))
    (core instance $r
      (instantiate $relay-core (with "host" (instance (export "echo" (func $lowered))))))
    (func (export "relay") (param "text" string) (result string)
      (canon lift (core func $r "relay")
        string-encoding=utf8 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all")))))

  (component $relay-utf16
    (import "echo" (func $echo (param "text" string) (result string)))
    (alias outer $strings $core (core module $core))
    (alias outer $strings $relay-core (core module $relay-core))
    (core instance $i (instantiate $core))
    (alias core export $i "memory" (core memory $memory))
    (alias core export $i "realloc" (core func $realloc))
    (core func $lowered
      (canon lower (func $echo) string-encoding=utf16 (memory $memory) (realloc $realloc)))
    (core instance $r
      (instantiate $relay-core (with "host" (instance (export "echo" (func $lowered))))))
    (func (export "relay") (param "text" string) (result string)
      (canon lift (core func $r "relay")
        string-encoding=utf16 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all")))))

  (component $relay-compact
    (import "echo" (func $echo (param "text" string) (result string)))
    (alias outer $strings $core (core module $core))
    (alias outer $strings $relay-core (core module $relay-core))
    (core instance $i (instantiate $core))
    (alias core export $i "memory" (core memory $memory))
    (alias core export $i "realloc" (core func $realloc))
    (core func $lowered
      (canon lower (func $echo) string-encoding=latin1+utf16 (memory $memory) (realloc $realloc)))
    (core instance $r
      (instantiate $relay-core (with "host" (instance (export "echo" (func $lowered))))))
    (func (export "relay") (param "text" string) (result string)
      (canon lift (core func $r "relay")
        string-encoding=latin1+utf16 (memory $memory) (realloc $realloc) (post-return (core func $i "free-all")))))

  (instance $utf8 (instantiate $echo-utf8))
  (instance $utf16 (instantiate $echo-utf16))
  (instance $compact (instantiate $echo-compact))
  (export "echo-utf8" (func $utf8 "echo"))
  (export "units-utf8" (func $utf8 "units"))
  (export "echo-utf16" (func $utf16 "echo"))
  (export "units-utf16" (func $utf16 "units"))
  (export "echo-compact" (func $compact "echo"))
  (export "units-compact" (func $compact "units"))

  (instance $from-utf8-to-utf8 (instantiate $relay-utf8 (with "echo" (func $utf8 "echo"))))
  (export "utf8-to-utf8" (func $from-utf8-to-utf8 "relay"))
  (instance $from-utf8-to-utf16 (instantiate $relay-utf8 (with "echo" (func $utf16 "echo"))))
  (export "utf8-to-utf16" (func $from-utf8-to-utf16 "relay"))
  (instance $from-utf8-to-compact (instantiate $relay-utf8 (with "echo" (func $compact "echo"))))
  (export "utf8-to-compact" (func $from-utf8-to-compact "relay"))

  (instance $from-utf16-to-utf8 (instantiate $relay-utf16 (with "echo" (func $utf8 "echo"))))
  (export "utf16-to-utf8" (func $from-utf16-to-utf8 "relay"))
  (instance $from-utf16-to-utf16 (instantiate $relay-utf16 (with "echo" (func $utf16 "echo"))))
  (export "utf16-to-utf16" (func $from-utf16-to-utf16 "relay"))
  (instance $from-utf16-to-compact (instantiate $relay-utf16 (with "echo" (func $compact "echo"))))
  (export "utf16-to-compact" (func $from-utf16-to-compact "relay"))

  (instance $from-compact-to-utf8 (instantiate $relay-compact (with "echo" (func $utf8 "echo"))))
  (export "compact-to-utf8" (func $from-compact-to-utf8 "relay"))
  (instance $from-compact-to-utf16 (instantiate $relay-compact (with "echo" (func $utf16 "echo"))))
  (export "compact-to-utf16" (func $from-compact-to-utf16 "relay"))
  (instance $from-compact-to-compact (instantiate $relay-compact (with "echo" (func $compact "echo"))))
  (export "compact-to-compact" (func $from-compact-to-compact "relay")))
