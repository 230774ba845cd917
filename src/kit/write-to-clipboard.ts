/** The clipboard as browsers offer it; where they do not (a page on plain HTTP), by way of a selection. Throws where neither is allowed. */
export async function writeToClipboard(text: string): Promise<void> {
  // Undefined in an insecure context, whatever the types say.
  const clipboard: Clipboard | undefined = navigator.clipboard
  if (clipboard !== undefined && (await clipboard.writeText(text).then(isDone, isRefused))) return
  if (!copySelected(text)) throw new Error('no clipboard')
}

const isDone = () => true
const isRefused = () => false

/** Selects a text where nobody sees it and copies the selection: deprecated, and all that works without a secure context. */
function copySelected(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'sfn-hidden'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return copied
}
