import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { en, type Strings } from './en.ts'
import { LANGUAGES, TAGS, type Language } from './pick.ts'
import { pt } from './pt.ts'
import { zh } from './zh.ts'

const STRINGS: Record<Language, Strings> = { zh, pt, en }

interface Spoken {
  readonly language: Language
  readonly strings: Strings
  readonly choose: (language: Language) => void
}

const Context = createContext<Spoken>({ language: 'en', strings: en, choose: () => {} })

export const useLanguage = () => useContext(Context)

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage)
  const strings = STRINGS[language]
  useEffect(() => {
    document.documentElement.lang = TAGS[language]
    document.title = strings.title
  }, [language, strings])
  const choose = (chosen: Language) => {
    localStorage.setItem(KEY, chosen)
    setLanguage(chosen)
  }
  return <Context value={{ language, strings, choose }}>{children}</Context>
}

const KEY = 'language'

/** What was chosen before, or else the first of the browser's languages that we speak. */
function readLanguage(): Language {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2))
  return LANGUAGES.find((language) => language === wanted.find(isSpoken)) ?? 'en'
}

function isSpoken(tag: string): boolean {
  return LANGUAGES.some((language) => language === tag)
}
