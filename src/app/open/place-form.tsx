import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { isRegion } from '../../history/arn.ts'
import type { Caller, MachinePlace } from '../../state/machine-places.ts'

interface PlaceFormProps {
  readonly callers: readonly Caller[]
  readonly first: MachinePlace
  /** To choose from; any other can be typed. */
  readonly regions: readonly string[]
  readonly onAsk: (place: MachinePlace) => void
}

/** As whom and where the list is asked for. Nothing is asked for while it is being filled in. */
export function PlaceForm({ callers, first, regions, onAsk }: PlaceFormProps) {
  const id = useId()
  const [caller, setCaller] = useState(() =>
    Math.max(
      0,
      callers.findIndex(({ profile }) => profile === first.profile),
    ),
  )
  const [region, setRegion] = useState(first.region)
  const [isWrong, setIsWrong] = useState(false)
  const select = useRef<HTMLSelectElement>(null)
  // Only now the dialog is open; where a list is there at once, its search takes the focus after this.
  useEffect(() => select.current?.focus(), [])
  const choose = (to: number) => {
    setCaller(to)
    const own = callers[to]?.region ?? ''
    if (own !== '') setRegion(own)
    setIsWrong(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = region.trim()
    setIsWrong(!isRegion(wanted))
    if (isRegion(wanted)) onAsk({ profile: callers[caller]?.profile, region: wanted })
  }
  return (
    <form className="sfn-place" onSubmit={submit}>
      <label htmlFor={`${id}-who`}>AWS profile</label>
      <select ref={select} id={`${id}-who`} value={caller} onChange={event => choose(Number(event.target.value))}>
        {callers.map(({ profile, words }, at) => (
          <option key={profile ?? ''} value={at}>
            {words}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-region`}>Region</label>
      <input
        id={`${id}-region`}
        type="text"
        list={`${id}-regions`}
        value={region}
        placeholder="eu-west-1"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={event => {
          setRegion(event.target.value)
          setIsWrong(false)
        }}
      />
      <datalist id={`${id}-regions`}>
        {regions.map(each => (
          <option key={each}>{each}</option>
        ))}
      </datalist>
      <button type="submit" className="sfn-secondary">
        List
      </button>
      <p id={`${id}-wrong`} role="alert" className="sfn-place-wrong">
        {isWrong && 'That is no name of a region: they look like eu-west-1.'}
      </p>
    </form>
  )
}
