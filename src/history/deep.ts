/**
 * A recursion that takes none of the engine's stack: where it would call itself it yields the call, and is given the result. What comes
 * from a file may nest as deep as its author likes.
 */
export type Deep<Result> = Generator<Deep<Result>, Result, Result>

/** Runs such a recursion to its end. */
export function withoutStack<Result>(call: Deep<Result>): Result {
  const steps = stepByStep(call)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Lets such a recursion run something that is in steps already, and pause where that does. */
export function* pausing<Result>(steps: Generator<void, Result>): Generator<Deep<void>, Result, void> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    yield pause()
  }
}

// biome-ignore lint/correctness/useYield: a call that does nothing is a pause.
function* pause(): Deep<void> {}

/** The same in steps of a call each, for whoever has other things to do between. */
export function* stepByStep<Result>(call: Deep<Result>): Generator<void, Result> {
  const above: Deep<Result>[] = []
  let top = call
  let step = top.next()
  for (;;) {
    if (step.done !== true) {
      yield
      above.push(top)
      top = step.value
      step = top.next()
      continue
    }
    const caller = above.pop()
    if (caller === undefined) return step.value
    top = caller
    step = top.next(step.value)
  }
}
