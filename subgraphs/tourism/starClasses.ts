import { registerEnumType } from 'type-graphql'

/** The classes of the hotel law, highest first. */
export enum StarClass {
  FIVE_STAR_DELUXE = 'FIVE_STAR_DELUXE',
  FIVE_STAR = 'FIVE_STAR',
  FOUR_STAR = 'FOUR_STAR',
  FOUR_STAR_APARTMENT = 'FOUR_STAR_APARTMENT',
  THREE_STAR = 'THREE_STAR',
  THREE_STAR_APARTMENT = 'THREE_STAR_APARTMENT',
  TWO_STAR = 'TWO_STAR',
  LOW_COST = 'LOW_COST',
}

registerEnumType(StarClass, {
  name: 'StarClass',
  description: 'The class in which an accommodation establishment is licensed.',
  valuesConfig: {
    FIVE_STAR_DELUXE: { description: 'Five-star deluxe hotel (五星豪華酒店).' },
    FIVE_STAR: { description: 'Five-star hotel (五星酒店).' },
    FOUR_STAR: { description: 'Four-star hotel (四星酒店).' },
    FOUR_STAR_APARTMENT: { description: 'Four-star hotel apartment (四星公寓式酒店).' },
    THREE_STAR: { description: 'Three-star hotel (三星酒店).' },
    THREE_STAR_APARTMENT: { description: 'Three-star hotel apartment (三星公寓式酒店).' },
    TWO_STAR: { description: 'Two-star hotel (二星酒店).' },
    LOW_COST: { description: 'Low-cost accommodation (廉價住宿場所), which has no stars.' },
  },
})

export interface ClassOfStars {
  readonly starClass: StarClass
  /** Null for a class without stars. */
  readonly stars: number | null
}

/** The register writes the class as text, in more than one way for one class; null where the text is none of them. */
export function parseStarClass(text: string): ClassOfStars | null {
  return CLASSES.find(({ pattern }) => pattern.test(text)) ?? null
}

const CLASSES: readonly (ClassOfStars & { readonly pattern: RegExp })[] = [
  { pattern: /^五星級?豪華(級)?酒店$/, starClass: StarClass.FIVE_STAR_DELUXE, stars: 5 },
  { pattern: /^五星級?酒店$/, starClass: StarClass.FIVE_STAR, stars: 5 },
  { pattern: /^四星級?酒店$/, starClass: StarClass.FOUR_STAR, stars: 4 },
  { pattern: /^四星級?(公寓式酒店|酒店公寓|公寓)$/, starClass: StarClass.FOUR_STAR_APARTMENT, stars: 4 },
  { pattern: /^三星級?酒店$/, starClass: StarClass.THREE_STAR, stars: 3 },
  { pattern: /^三星級?(公寓式酒店|酒店公寓|公寓)$/, starClass: StarClass.THREE_STAR_APARTMENT, stars: 3 },
  { pattern: /^[二兩]星級?酒店$/, starClass: StarClass.TWO_STAR, stars: 2 },
  { pattern: /^(廉價|經濟型)住宿場所$/, starClass: StarClass.LOW_COST, stars: null },
]
