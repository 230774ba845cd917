import { useRef } from 'react'
import { useScrollStop } from './use-scroll-stop.ts'

interface ScrollingTextProps {
  readonly text: string
  readonly className?: string
}

/** Text as it was written, that scrolls in itself where it is larger than its place; then it is a tab stop. */
export function ScrollingText({ text, className }: ScrollingTextProps) {
  const element = useRef<HTMLPreElement>(null)
  useScrollStop(element)
  return (
    <pre ref={element} className={className}>
      {text}
    </pre>
  )
}
