import type { ReactNode } from 'react'
import { Icon } from '../kit/icons.tsx'
import { Brand } from './brand.tsx'
import type { Theme } from './parts/theme.ts'
import './top-bar.css'

interface TopBarProps {
  /** The address input of the execution page. */
  readonly children?: ReactNode
  readonly profile: ReactNode
  readonly theme: Theme
  readonly onTheme: () => void
  readonly onHelp: () => void
  readonly onHome: () => void
}

const THEME_WORDS: Readonly<Record<Theme, string>> = {
  light: 'Theme: light',
  dark: 'Theme: dark',
  system: 'Theme: system',
}

/** Brand, what is open, as whom, theme, help: the same on every page. */
export function TopBar({ children, profile, theme, onTheme, onHelp, onHome }: TopBarProps) {
  return (
    <div className="sfn-topbar" role="banner">
      <Brand onHome={onHome} />
      <div className="sfn-topbar-middle">{children}</div>
      {profile}
      <button
        type="button"
        className="sfn-icon-button"
        aria-label={THEME_WORDS[theme]}
        title={THEME_WORDS[theme]}
        onClick={onTheme}
      >
        <Icon name={theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'system'} />
      </button>
      <button
        type="button"
        className="sfn-icon-button"
        aria-label="Help and settings"
        title="Help and settings"
        onClick={onHelp}
      >
        <Icon name="help" />
      </button>
    </div>
  )
}
