export const bait =
  '"__proto__":{"polluted":true,"name":"stolen"},"constructor":{"prototype":{"polluted":true}}'
