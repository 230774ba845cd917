import './controls.css'

interface SegmentsProps<Id extends string> {
  readonly label: string
  readonly options: readonly { readonly id: Id; readonly text: string; readonly disabled?: boolean }[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
}

/** One of a few, side by side. */
export function Segments<Id extends string>({ label, options, selected, onSelect }: SegmentsProps<Id>) {
  return (
    // A fieldset cannot be laid out in a row by every browser
    <div role="group" aria-label={label} className="sfn-segments">
      {options.map(option => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === selected}
          disabled={option.disabled}
          onClick={() => onSelect(option.id)}
        >
          {option.text}
        </button>
      ))}
    </div>
  )
}

interface SwitchProps {
  readonly label: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

/** On or off, with its label. */
export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <button type="button" role="switch" aria-checked={on} className="sfn-switch" onClick={() => onChange(!on)}>
      <span className="sfn-switch-track" aria-hidden="true" />
      {label}
    </button>
  )
}
