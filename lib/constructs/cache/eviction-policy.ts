/**
 * What a cache throws out when its memory is full: https://valkey.io/topics/lru-cache/
 */
export enum EvictionPolicy {
  /** What has not been used for the longest time. */
  ALL_KEYS_LRU = 'allkeys-lru',
  /** What is used least often. */
  ALL_KEYS_LFU = 'allkeys-lfu',
  /** Of what has an end, what has not been used for the longest time. */
  VOLATILE_LRU = 'volatile-lru',
  /** Of what has an end, what ends first. */
  VOLATILE_TTL = 'volatile-ttl',
  /** Nothing: writes fail, as a queue or a lock wants it. */
  NO_EVICTION = 'noeviction',
}
