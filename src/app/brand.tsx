interface BrandProps {
  readonly onHome: () => void
}

/** The mark and the name: the way home. */
export function Brand({ onHome }: BrandProps) {
  return (
    <a
      className="sfn-brand"
      href="#/"
      onClick={event => {
        event.preventDefault()
        onHome()
      }}
    >
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <rect className="sfn-brand-1" x="1" y="3" width="10" height="4" rx="1" />
        <rect className="sfn-brand-2" x="5" y="8.5" width="9" height="4" rx="1" />
        <rect className="sfn-brand-3" x="8" y="14" width="7" height="4" rx="1" />
        <rect className="sfn-brand-4" x="16" y="14" width="3" height="4" rx="1" />
      </svg>
      <span className="sfn-brand-name">sfn-timeline</span>
    </a>
  )
}
