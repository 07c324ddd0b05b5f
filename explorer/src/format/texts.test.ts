import { describe, expect, it } from 'vitest'
import { cutText, wrapText } from './texts.ts'

const measure = (text: string) => [...text].length

describe('a text in a picture', () => {
  it.each([
    ['Sé', 6, 'Sé'],
    ['Cathedral', 6, 'Cathe…'],
    ['花地瑪堂區', 3, '花地…'],
  ])('%s within %i is %s', (text, width, expected) => {
    expect(cutText(text, width, measure)).toBe(expected)
  })

  it.each([
    ['real data · as of today', 10, ['real data', '· as of', 'today']],
    ['統計暨普查局的入境旅客', 5, ['統計暨普查', '局的入境旅', '客']],
    ['unbreakable as it is', 5, ['unbreakable', 'as it', 'is']],
    ['', 5, ['']],
  ])('%s in lines of %i', (text, width, expected) => {
    expect(wrapText(text, width, measure)).toEqual(expected)
  })
})
