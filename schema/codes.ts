/** Audiences from the widest to the narrowest; a token of one holds the scopes of those before it. */
export const TIERS = ['public', 'developer', 'partner', 'staff'] as const
export type Tier = (typeof TIERS)[number]

/** The three languages of the graph as BCP 47 tags: Traditional Chinese, Portuguese, English. */
export const LANGUAGES = { ZH: 'zh-Hant-MO', PT: 'pt-MO', EN: 'en' } as const
export type LanguageCode = keyof typeof LANGUAGES

/** Identity and version of our own directive specifications; they never resolve to a page. */
export const CACHE_CONTROL_SPEC = 'https://macao-open-gateway.example/cacheControl/v1.0'
export const OWNED_BY_SPEC = 'https://macao-open-gateway.example/ownedBy/v1.0'
export const TOPIC_SPEC = 'https://macao-open-gateway.example/topic/v1.0'
export const QUOTA_SPEC = 'https://macao-open-gateway.example/quota/v1.0'

/** Says of a nullable field that it is null on an error alone; Relay and graphql-codegen read it in a schema for clients. */
export const NULLABILITY_SPEC = 'https://specs.apollo.dev/nullability/v0.4'
