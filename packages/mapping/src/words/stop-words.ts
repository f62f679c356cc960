/** Words of all languages that carry no meaning of their own in a header. They count only where a header has nothing else. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an the of for in on at by with and or to from is has have as per via this that my your our its all any
   der die das des dem den von vom zu zum zur fur im am und oder mit bei aus auf
   de du des la le les l d un une et ou au aux en par pour sur
   el los las del y o con por para al
   il lo gli i di della dello delle dei da e ed nel
   os as do dos das na no nas nos em
   van het een op met voor bij te ten uit
   w z na dla i oraz ze do
   av och for i pa till fran med
   ve ile icin`.split(/\s+/),
);
