interface SpacerRowProps {
  readonly heightPx: number
  readonly columns: number
}

/** The room of a table's rows that are not in the page because they are out of sight. */
export function SpacerRow({ heightPx, columns }: SpacerRowProps) {
  if (heightPx === 0) return null
  return (
    <tr aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- room, no control */}
      <td colSpan={columns} style={{ height: heightPx, padding: 0, border: 0 }} />
    </tr>
  )
}
