/** Ctrl+K, or ⌘K: opens the palette, and closes it. */
export function isPaletteKey({
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
  key,
}: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'key'>): boolean {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'k'
}
