import '../parts/so-far.css'

/** Says that an answer holds for what is loaded only. */
export function SoFar({ complete }: { readonly complete: boolean }) {
  if (complete) return null
  return <p className="sfn-so-far">So far: not all events are loaded yet.</p>
}
