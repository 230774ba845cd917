/** Hands a text to the person as a file of a safe name. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun by then; the blob would otherwise live as long as the page.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
