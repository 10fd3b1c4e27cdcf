;; The asynchronous built-ins and those of error contexts, by their types; whether they run is another question.
;; Source: CanonicalABI.md, "Canonical Definitions".

;; what each of them looks like to core code
(component definition
  (component
    (core module $Memory (memory (export "m") 1) (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable) (table (export "t") 1 funcref))
    (core instance $memory (instantiate $Memory))
    (alias core export $memory "m" (core memory $m))
    (alias core export $memory "realloc" (core func $realloc))
    (alias core export $memory "t" (core table $t))
    (core type $start (func (param i32)))
    (type $s (stream string))
    (type $f (future u8))
    (core func $b0 (canon backpressure.inc))
    (core func $b1 (canon backpressure.dec))
    (core func $b2 (canon task.return (result u64)))
    (core func $b3 (canon task.cancel))
    (core func $b4 (canon context.get i32 0))
    (core func $b5 (canon context.set i32 1))
    (core func $b6 (canon subtask.cancel))
    (core func $b7 (canon subtask.drop))
    (core func $b8 (canon stream.new $s))
    (core func $b9 (canon stream.read $s async (memory $m) (realloc $realloc)))
    (core func $b10 (canon stream.write $s async (memory $m)))
    (core func $b11 (canon stream.cancel-read $s))
    (core func $b12 (canon stream.drop-writable $s))
    (core func $b13 (canon future.read $f async (memory $m)))
    (core func $b14 (canon future.drop-readable $f))
    (core func $b15 (canon waitable-set.new))
    (core func $b16 (canon waitable-set.wait (memory $m)))
    (core func $b17 (canon waitable-set.drop))
    (core func $b18 (canon waitable.join))
    (core func $b19 (canon thread.yield))
    (core func $b20 (canon thread.index))
    (core func $b21 (canon thread.new-indirect $start $t))
    (core func $b22 (canon error-context.new (memory $m)))
    (core func $b23 (canon error-context.debug-message (memory $m) (realloc $realloc)))
    (core func $b24 (canon error-context.drop))
    (core module $M
      (import "" "b0" (func))
      (import "" "b1" (func))
      (import "" "b2" (func (param i64)))
      (import "" "b3" (func))
      (import "" "b4" (func (result i32)))
      (import "" "b5" (func (param i32)))
      (import "" "b6" (func (param i32) (result i32)))
      (import "" "b7" (func (param i32)))
      (import "" "b8" (func (result i64)))
      (import "" "b9" (func (param i32 i32 i32) (result i32)))
      (import "" "b10" (func (param i32 i32 i32) (result i32)))
      (import "" "b11" (func (param i32) (result i32)))
      (import "" "b12" (func (param i32)))
      (import "" "b13" (func (param i32 i32) (result i32)))
      (import "" "b14" (func (param i32)))
      (import "" "b15" (func (result i32)))
      (import "" "b16" (func (param i32 i32) (result i32)))
      (import "" "b17" (func (param i32)))
      (import "" "b18" (func (param i32 i32)))
      (import "" "b19" (func (result i32)))
      (import "" "b20" (func (result i32)))
      (import "" "b21" (func (param i32 i32) (result i32)))
      (import "" "b22" (func (param i32 i32) (result i32)))
      (import "" "b23" (func (param i32 i32)))
      (import "" "b24" (func (param i32))))
    (core instance (instantiate $M (with "" (instance
      (export "b0" (func $b0)) (export "b1" (func $b1)) (export "b2" (func $b2)) (export "b3" (func $b3))
      (export "b4" (func $b4)) (export "b5" (func $b5)) (export "b6" (func $b6)) (export "b7" (func $b7))
      (export "b8" (func $b8)) (export "b9" (func $b9)) (export "b10" (func $b10)) (export "b11" (func $b11))
      (export "b12" (func $b12)) (export "b13" (func $b13)) (export "b14" (func $b14)) (export "b15" (func $b15))
      (export "b16" (func $b16)) (export "b17" (func $b17)) (export "b18" (func $b18)) (export "b19" (func $b19))
      (export "b20" (func $b20)) (export "b21" (func $b21)) (export "b22" (func $b22)) (export "b23" (func $b23))
      (export "b24" (func $b24))))))))

;; streams and futures are not taken for each other
(assert_invalid
  (component (type $f (future)) (core func (canon stream.new $f)))
  "Expected stream.new of a stream type, found a future")
(assert_invalid
  (component (type $s (stream)) (core func (canon future.drop-readable $s)))
  "Expected future.drop-readable of a future type, found a stream")
(assert_invalid
  (component (type $t (list u8)) (core func (canon stream.cancel-write $t)))
  "Expected stream.cancel-write of a stream type, found a list")
(assert_invalid
  (component (type $f (func)) (core func (canon future.new $f)))
  "Expected a value type at type index 0, found a function type")

;; elements are copied through memory
(assert_invalid
  (component (type $s (stream u8)) (core func (canon stream.write $s async)))
  "Expected the option memory, as the elements are copied there, found none")
(assert_invalid
  (component (type $s (future string)) (core module $M (memory (export "m") 1)) (core instance $m (instantiate $M)) (core func (canon future.read $s async (memory (core memory $m "m")))))
  "Expected the option realloc, as lists and strings are written into memory, found none")
(component definition (component (type $s (stream)) (core func (canon stream.read $s async))))

;; task.return gives what the function returns
(assert_invalid
  (component (core func (canon task.return (result string))))
  "Expected the option memory, as lists and strings are read from memory, found none")
(assert_invalid
  (component (core func (canon task.return async)))
  "Expected no option async on task.return")
(assert_invalid
  (component (type $r (resource (rep i32))) (core func (canon task.return (result (borrow $r)))))
  "Expected the result of task.return without borrowed handles, found borrow<resource>")

;; there are two context slots of i32
(assert_invalid
  (component (core func (canon context.get i32 2)))
  "Expected context.get of a slot below 2, found 2")
(assert_invalid
  (component (core func (canon context.set f32 0)))
  "Expected context.set of i32, found another type")

;; error contexts lie in memory
(assert_invalid
  (component (core func (canon error-context.new)))
  "Expected the option memory, as the message lies there, found none")
(assert_invalid
  (component (core module $M (memory (export "m") 1)) (core instance $m (instantiate $M)) (core func (canon error-context.debug-message (memory (core memory $m "m")))))
  "Expected the option realloc, as the message is written into memory, found none")

;; events are written into a memory, threads start from a table
(assert_invalid
  (component (core func (canon waitable-set.poll (memory 0))))
  "Expected a core memory index below 0, found 0")
(assert_invalid
  (component (core type $s (func (param i64))) (core module $M (table (export "t") 1 funcref)) (core instance $m (instantiate $M)) (core func (canon thread.new-indirect $s (core table $m "t"))))
  "Expected a thread to start with a core func (i32) -> (), found (i64) -> ()")
(assert_invalid
  (component (core type $s (func (param i32))) (core module $M (table (export "t") 1 externref)) (core instance $m (instantiate $M)) (core func (canon thread.new-indirect $s (core table $m "t"))))
  "Expected a table of funcref that is not shared, found one of (ref null extern)")
