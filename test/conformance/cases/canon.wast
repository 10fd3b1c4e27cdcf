;; `canon lift`, `canon lower` and their options. Source: CanonicalABI.md, "Canonical Definitions".

;; a lifted function has the flat form of its type
(component definition
  (core module $M (func (export "f") (param i32 i64)))
  (core instance $m (instantiate $M))
  (func (param "a" (option s64)) (canon lift (core func $m "f"))))
(assert_invalid
  (component
      (core module $M (func (export "f") (param i32)))
      (core instance $m (instantiate $M))
      (func (canon lift (core func $m "f"))))
  "Expected a core func () -> () to lift as func(), found (i32) -> ()")
(assert_invalid
  (component
      (core module $M (func (export "f")))
      (core instance $m (instantiate $M))
      (func (result u64) (canon lift (core func $m "f"))))
  "Expected a core func () -> (i64) to lift as func() -> u64, found () -> ()")
(assert_invalid
  (component
      (core module $M (func (export "f") (param i32 f32)))
      (core instance $m (instantiate $M))
      (func (param "v" (result u64 (error f32))) (canon lift (core func $m "f"))))
  "Expected a core func (i32, i64) -> () to lift as func(v: result<u64, f32>), found (i32, f32) -> ()")
(assert_invalid
  (component
      (core module $M (func (export "f")))
      (core instance $m (instantiate $M))
      (type $t (list u8))
      (func (type $t) (canon lift (core func $m "f"))))
  "Expected a function type at type index 0, found a value type")

;; memory and realloc are there when they are needed
(assert_invalid
  (component
      (core module $M (func (export "f") (param i32 i32)))
      (core instance $m (instantiate $M))
      (func (param "s" string) (canon lift (core func $m "f"))))
  "Expected the option memory, as lists and strings are written into memory, found none")
(assert_invalid
  (component
      (core module $M (memory (export "m") 1) (func (export "f") (param i32 i32)))
      (core instance $m (instantiate $M))
      (func (param "s" string) (canon lift (core func $m "f") (memory (core memory $m "m")))))
  "Expected the option realloc, as lists and strings are written into memory, found none")
(assert_invalid
  (component
      (core module $M (func (export "f") (result i32) unreachable))
      (core instance $m (instantiate $M))
      (func (result (tuple u8 u8)) (canon lift (core func $m "f"))))
  "Expected the option memory, as more than 1 flat results are read from memory, found none")
(assert_invalid
  (component
      (core module $M (memory (export "m") 1) (func (export "f") (param i32)))
      (core instance $m (instantiate $M))
      (func (param "t" (tuple u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8)) (canon lift (core func $m "f") (memory (core memory $m "m")))))
  "Expected the option realloc, as more than 16 flat parameters are written into memory, found none")
(assert_invalid
  (component (import "f" (func $f (param "m" (map u8 u8)))) (core func (canon lower (func $f))))
  "Expected the option memory, as lists and strings are read from memory, found none")
(assert_invalid
  (component (import "f" (func $f (result (tuple u8 u8)))) (core func (canon lower (func $f))))
  "Expected the option memory, as more than 1 flat results are written into memory, found none")
(assert_invalid
  (component
      (import "f" (func $f (result string)))
      (core module $M (memory (export "m") 1))
      (core instance $m (instantiate $M))
      (core func (canon lower (func $f) (memory (core memory $m "m")))))
  "Expected the option realloc, as lists and strings are written into memory, found none")
(assert_invalid
  (component (import "f" (func $f (param "t" (tuple u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8)))) (core func (canon lower (func $f))))
  "Expected the option memory, as more than 16 flat parameters are read from memory, found none")
(component definition (import "f" (func $f (param "t" (tuple u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8)) (result u64))) (core func (canon lower (func $f))))

;; a realloc allocates in a memory
(assert_invalid
  (component
      (core module $M (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable))
      (core instance $m (instantiate $M))
      (import "f" (func $f))
      (core func (canon lower (func $f) (realloc (core func $m "r")))))
  "Expected the option memory, which realloc allocates in, found none")
(assert_invalid
  (component
      (core module $M (memory (export "m") 1) (func (export "r") (param i32) (result i32) unreachable))
      (core instance $m (instantiate $M))
      (import "f" (func $f))
      (core func (canon lower (func $f) (memory (core memory $m "m")) (realloc (core func $m "r")))))
  "Expected the option realloc to be a core func (i32, i32, i32, i32) -> (i32), found (i32) -> (i32)")
(assert_invalid
  (component
      (core module $M (memory (export "m") 1 1 shared))
      (core instance $m (instantiate $M))
      (import "f" (func $f))
      (core func (canon lower (func $f) (memory (core memory $m "m")))))
  "Expected a memory that is not shared, found a shared one")
(assert_invalid
  (component
      (core module $M (memory (export "m") i64 1))
      (core instance $m (instantiate $M))
      (import "f" (func $f))
      (core func (canon lower (func $f) (memory (core memory $m "m")))))
  "Expected a memory with 32-bit addresses, found one with 64-bit addresses (🐘), which is not supported")

;; a post-return takes what the function returned, and belongs to a lift
(assert_invalid
  (component
      (core module $M (func (export "f") (result i32) unreachable) (func (export "p") (param i64)))
      (core instance $m (instantiate $M))
      (func (result u32) (canon lift (core func $m "f") (post-return (core func $m "p")))))
  "Expected the option post-return to be a core func (i32) -> (), found (i64) -> ()")
(assert_invalid
  (component
      (core module $M (func (export "p")))
      (core instance $m (instantiate $M))
      (import "f" (func $f))
      (core func (canon lower (func $f) (post-return (core func $m "p")))))
  "Expected no option post-return on canon lower")

;; each option stands once
(assert_malformed
  (component (import "f" (func $f)) (core func (canon lower (func $f) string-encoding=utf8 string-encoding=utf16)))
  "Expected the canonical option encoding once, found it twice")
(assert_malformed
  (component (import "f" (func $f async)) (core func (canon lower (func $f) async async)))
  "Expected the canonical option async once, found it twice")

;; async is for async functions
(assert_invalid
  (component (import "f" (func $f)) (core func (canon lower (func $f) async)))
  "Expected an async function for the option async, found func()")
(assert_invalid
  (component (core module $M (func (export "f"))) (core instance $m (instantiate $M)) (func (canon lift (core func $m "f") async)))
  "Expected an async function for the option async, found func()")
(assert_invalid
  (component
      (core module $M (func (export "f") (result i32) unreachable) (func (export "c") (param i32) (result i32) unreachable))
      (core instance $m (instantiate $M))
      (func async (canon lift (core func $m "f") async (callback (core func $m "c")))))
  "Expected the option callback to be a core func (i32, i32, i32) -> (i32), found (i32) -> (i32)")
(assert_invalid
  (component
      (core module $M (func (export "f")) (func (export "c") (param i32 i32 i32) (result i32) unreachable))
      (core instance $m (instantiate $M))
      (func async (canon lift (core func $m "f") (callback (core func $m "c")))))
  "Expected the option callback only with async")
(assert_invalid
  (component
      (core module $M (func (export "f") (result i32) unreachable) (func (export "p") (param i32)))
      (core instance $m (instantiate $M))
      (func async (canon lift (core func $m "f") async (post-return (core func $m "p")))))
  "Expected the option post-return only without async")
(assert_invalid
  (component (import "f" (func $f async (result u8))) (core func (canon lower (func $f) async)))
  "Expected the option memory, as the result of an asynchronous call is written into memory, found none")
(assert_invalid
  (component (import "f" (func $f async (param "t" (tuple u8 u8 u8 u8 u8)))) (core func (canon lower (func $f) async)))
  "Expected the option memory, as more than 4 flat parameters are read from memory, found none")
