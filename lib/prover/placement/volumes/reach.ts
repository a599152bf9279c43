/** From where a volume can be used once it is made. */
export type Reach = 'everywhere' | 'zone' | 'node';
