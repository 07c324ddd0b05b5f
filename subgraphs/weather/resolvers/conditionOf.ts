import { createText } from '../../_kit/text.ts'
import type { WeatherCondition } from '../schema/weatherCondition.ts'
import type { WeatherSource } from '../source.ts'

export function conditionOf(code: string | null, source: WeatherSource): WeatherCondition | null {
  if (code === null) return null
  const known = source.conditions().get(code)
  return { code, name: known ? createText(known.name) : null }
}
