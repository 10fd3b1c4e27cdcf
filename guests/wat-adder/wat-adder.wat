;; The smallest component that answers a call: one core function, lifted.
;; `add` is called on the bare function; the same function is offered a second time inside an interface.
(component
  (core module $m
    (func (export "add") (param i32 i32) (result i32)
      (i32.add (local.get 0) (local.get 1))))
  (core instance $i (instantiate $m))

  (func $add (param "a" u32) (param "b" u32) (result u32)
    (canon lift (core func $i "add")))
  (export "add" (func $add))

  (instance $calculator (export "add" (func $add)))
  (export "weft:guests/calculator@0.1.0" (instance $calculator)))
