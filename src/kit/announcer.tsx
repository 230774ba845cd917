import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

type Announce = (message: string, urgency?: 'polite' | 'assertive') => void

const AnnounceContext = createContext<Announce>(() => undefined)

/** Says a message to screen readers: `assertive` for failures, `polite` for everything else. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}

/** Holds the two live regions; they must be in the page before anything is said. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [polite, setPolite] = useState('')
  const [assertive, setAssertive] = useState('')
  const announce = useCallback<Announce>((message, urgency = 'polite') => {
    const set = urgency === 'polite' ? setPolite : setAssertive
    // The same words twice in a row are a change only if the region's text differs.
    set(former => (former === message ? `${message}\u00a0` : message))
  }, [])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="sfn-hidden" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="sfn-hidden" aria-live="assertive" role="log">
        {assertive}
      </div>
    </AnnounceContext>
  )
}
