/** Each key has a cap of its own. Of one thing that several keys do `or` stands between them, else a comma. */
export function KeyCaps({ keys }: { readonly keys: readonly string[] }) {
  return keys.flatMap((key, nth) => [
    ...(nth > 0 ? [', '] : []),
    ...key.split(' / ').flatMap((one, other) => [
      ...(other > 0 ? [' or '] : []),
      <span key={`${key} ${one}`} className="sfn-keys">
        {capsOf(one).map((cap, at) => (
          // The same key may be pressed twice
          <kbd key={at}>{cap}</kbd>
        ))}
      </span>,
    ]),
  ])
}

/** `Shift F10` is two keys, pressed together; `G T` two in turns; `Page Up` is one. */
export function capsOf(key: string): readonly string[] {
  const [, first, rest] = /^(Ctrl|Alt|Shift|⌘|G) (.+)$/.exec(key) ?? []
  return first === undefined || rest === undefined ? [key] : [first, ...capsOf(rest)]
}
