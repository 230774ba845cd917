import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { createSurface, type Surface } from '../../chart/canvas-surface.ts'
import type { Size } from '../../chart/use-size.ts'
import { currentAppearance, watchAppearance } from '../../chart/watch-appearance.ts'
import type { Pen } from '../../paint/pen.ts'
import { themeFor } from '../../paint/theme.ts'
import { usePreferences } from '../../state/use-preferences.ts'
import { useDark } from '../parts/theme.ts'

/** A canvas that is painted anew whenever what is to be painted, its size or the page's colours change. */
export function usePainted(
  paint: (pen: Pen) => void,
  { widthPx, heightPx }: Size,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null)
  const surface = useRef<Surface>(undefined)
  const [appearance, setAppearance] = useState(currentAppearance)
  const [preferences] = usePreferences()
  const dark = useDark(preferences.theme)
  useLayoutEffect(() => watchAppearance(() => setAppearance(currentAppearance())), [])
  useLayoutEffect(() => {
    if (canvas.current === null || widthPx === 0) return
    surface.current ??= createSurface(canvas.current)
    surface.current.resize(widthPx, heightPx, appearance.dpr)
    const pen = surface.current.pen(themeFor({ dark, forcedColors: appearance.forcedColors }))
    if (pen !== undefined) paint(pen)
  }, [paint, widthPx, heightPx, appearance, dark])
  return canvas
}
