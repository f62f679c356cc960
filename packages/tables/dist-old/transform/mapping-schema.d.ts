import { z } from "zod";
/** A column of the source, with an id that stays when the column is renamed. */
export declare const sourceColumnSchema: z.ZodObject<
  {
    id: z.ZodString;
    name: z.ZodString;
    index: z.ZodOptional<z.ZodInt>;
  },
  z.core.$strict
>;
/** Values that come from no column. A column of such a name is reached by its id. */
export declare const SYSTEM_VALUES: readonly ["$row", "$file", "$sheet", "$jobTime", "$id"];
/** One column of the result. */
export declare const mappingFieldSchema: z.ZodObject<
  {
    target: z.ZodString;
    from: z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>>;
    const: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    system: z.ZodOptional<
      z.ZodEnum<{
        $file: "$file";
        $id: "$id";
        $jobTime: "$jobTime";
        $row: "$row";
        $sheet: "$sheet";
      }>
    >;
    steps: z.ZodOptional<
      z.ZodArray<
        z.ZodType<import("./steps/step-schema.ts").Step, unknown, z.core.$ZodTypeInternals<import("./steps/step-schema.ts").Step, unknown>>
      >
    >;
    hidden: z.ZodOptional<z.ZodBoolean>;
  },
  z.core.$strict
>;
/** What `transformFile` and `transformRows` do to a table. */
export declare const mappingSchema: z.ZodObject<
  {
    source: z.ZodOptional<
      z.ZodObject<
        {
          columns: z.ZodOptional<
            z.ZodArray<
              z.ZodObject<
                {
                  id: z.ZodString;
                  name: z.ZodString;
                  index: z.ZodOptional<z.ZodInt>;
                },
                z.core.$strict
              >
            >
          >;
          fieldsMatch: z.ZodOptional<
            z.ZodEnum<{
              equal: "equal";
              exact: "exact";
              partial: "partial";
              subset: "subset";
              superset: "superset";
            }>
          >;
        },
        z.core.$strict
      >
    >;
    rows: z.ZodOptional<
      z.ZodArray<
        z.ZodDiscriminatedUnion<
          [
            z.ZodObject<
              {
                op: z.ZodLiteral<"skip">;
                first: z.ZodOptional<z.ZodInt>;
                last: z.ZodOptional<z.ZodInt>;
                until: z.ZodOptional<
                  z.ZodObject<
                    {
                      ignoreCase: z.ZodOptional<z.ZodBoolean>;
                      multiline: z.ZodOptional<z.ZodBoolean>;
                      dotAll: z.ZodOptional<z.ZodBoolean>;
                      column: z.ZodOptional<z.ZodString>;
                      equals: z.ZodOptional<z.ZodString>;
                      equalsColumn: z.ZodOptional<z.ZodString>;
                      in: z.ZodOptional<z.ZodArray<z.ZodString>>;
                      contains: z.ZodOptional<z.ZodString>;
                      containsColumn: z.ZodOptional<z.ZodString>;
                      startsWith: z.ZodOptional<z.ZodString>;
                      endsWith: z.ZodOptional<z.ZodString>;
                      matches: z.ZodOptional<z.ZodString>;
                      empty: z.ZodOptional<z.ZodBoolean>;
                      lessThan: z.ZodOptional<
                        z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                      >;
                      greaterThan: z.ZodOptional<
                        z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                      >;
                      all: z.ZodOptional<
                        z.ZodReadonly<
                          z.ZodArray<
                            z.ZodType<
                              import("./steps/condition-schema.ts").Condition,
                              unknown,
                              z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                            >
                          >
                        >
                      >;
                      any: z.ZodOptional<
                        z.ZodReadonly<
                          z.ZodArray<
                            z.ZodType<
                              import("./steps/condition-schema.ts").Condition,
                              unknown,
                              z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                            >
                          >
                        >
                      >;
                      not: z.ZodOptional<
                        z.ZodType<
                          import("./steps/condition-schema.ts").Condition,
                          unknown,
                          z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                        >
                      >;
                    },
                    z.core.$strict
                  >
                >;
                where: z.ZodOptional<
                  z.ZodObject<
                    {
                      ignoreCase: z.ZodOptional<z.ZodBoolean>;
                      multiline: z.ZodOptional<z.ZodBoolean>;
                      dotAll: z.ZodOptional<z.ZodBoolean>;
                      column: z.ZodOptional<z.ZodString>;
                      equals: z.ZodOptional<z.ZodString>;
                      equalsColumn: z.ZodOptional<z.ZodString>;
                      in: z.ZodOptional<z.ZodArray<z.ZodString>>;
                      contains: z.ZodOptional<z.ZodString>;
                      containsColumn: z.ZodOptional<z.ZodString>;
                      startsWith: z.ZodOptional<z.ZodString>;
                      endsWith: z.ZodOptional<z.ZodString>;
                      matches: z.ZodOptional<z.ZodString>;
                      empty: z.ZodOptional<z.ZodBoolean>;
                      lessThan: z.ZodOptional<
                        z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                      >;
                      greaterThan: z.ZodOptional<
                        z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                      >;
                      all: z.ZodOptional<
                        z.ZodReadonly<
                          z.ZodArray<
                            z.ZodType<
                              import("./steps/condition-schema.ts").Condition,
                              unknown,
                              z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                            >
                          >
                        >
                      >;
                      any: z.ZodOptional<
                        z.ZodReadonly<
                          z.ZodArray<
                            z.ZodType<
                              import("./steps/condition-schema.ts").Condition,
                              unknown,
                              z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                            >
                          >
                        >
                      >;
                      not: z.ZodOptional<
                        z.ZodType<
                          import("./steps/condition-schema.ts").Condition,
                          unknown,
                          z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                        >
                      >;
                    },
                    z.core.$strict
                  >
                >;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                op: z.ZodLiteral<"filter">;
                where: z.ZodObject<
                  {
                    ignoreCase: z.ZodOptional<z.ZodBoolean>;
                    multiline: z.ZodOptional<z.ZodBoolean>;
                    dotAll: z.ZodOptional<z.ZodBoolean>;
                    column: z.ZodOptional<z.ZodString>;
                    equals: z.ZodOptional<z.ZodString>;
                    equalsColumn: z.ZodOptional<z.ZodString>;
                    in: z.ZodOptional<z.ZodArray<z.ZodString>>;
                    contains: z.ZodOptional<z.ZodString>;
                    containsColumn: z.ZodOptional<z.ZodString>;
                    startsWith: z.ZodOptional<z.ZodString>;
                    endsWith: z.ZodOptional<z.ZodString>;
                    matches: z.ZodOptional<z.ZodString>;
                    empty: z.ZodOptional<z.ZodBoolean>;
                    lessThan: z.ZodOptional<
                      z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                    >;
                    greaterThan: z.ZodOptional<
                      z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                    >;
                    all: z.ZodOptional<
                      z.ZodReadonly<
                        z.ZodArray<
                          z.ZodType<
                            import("./steps/condition-schema.ts").Condition,
                            unknown,
                            z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                          >
                        >
                      >
                    >;
                    any: z.ZodOptional<
                      z.ZodReadonly<
                        z.ZodArray<
                          z.ZodType<
                            import("./steps/condition-schema.ts").Condition,
                            unknown,
                            z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                          >
                        >
                      >
                    >;
                    not: z.ZodOptional<
                      z.ZodType<
                        import("./steps/condition-schema.ts").Condition,
                        unknown,
                        z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                      >
                    >;
                  },
                  z.core.$strict
                >;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                op: z.ZodLiteral<"fillDown">;
                columns: z.ZodArray<z.ZodString>;
                when: z.ZodOptional<
                  z.ZodObject<
                    {
                      ignoreCase: z.ZodOptional<z.ZodBoolean>;
                      multiline: z.ZodOptional<z.ZodBoolean>;
                      dotAll: z.ZodOptional<z.ZodBoolean>;
                      column: z.ZodOptional<z.ZodString>;
                      equals: z.ZodOptional<z.ZodString>;
                      equalsColumn: z.ZodOptional<z.ZodString>;
                      in: z.ZodOptional<z.ZodArray<z.ZodString>>;
                      contains: z.ZodOptional<z.ZodString>;
                      containsColumn: z.ZodOptional<z.ZodString>;
                      startsWith: z.ZodOptional<z.ZodString>;
                      endsWith: z.ZodOptional<z.ZodString>;
                      matches: z.ZodOptional<z.ZodString>;
                      empty: z.ZodOptional<z.ZodBoolean>;
                      lessThan: z.ZodOptional<
                        z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                      >;
                      greaterThan: z.ZodOptional<
                        z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
                      >;
                      all: z.ZodOptional<
                        z.ZodReadonly<
                          z.ZodArray<
                            z.ZodType<
                              import("./steps/condition-schema.ts").Condition,
                              unknown,
                              z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                            >
                          >
                        >
                      >;
                      any: z.ZodOptional<
                        z.ZodReadonly<
                          z.ZodArray<
                            z.ZodType<
                              import("./steps/condition-schema.ts").Condition,
                              unknown,
                              z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                            >
                          >
                        >
                      >;
                      not: z.ZodOptional<
                        z.ZodType<
                          import("./steps/condition-schema.ts").Condition,
                          unknown,
                          z.core.$ZodTypeInternals<import("./steps/condition-schema.ts").Condition, unknown>
                        >
                      >;
                    },
                    z.core.$strict
                  >
                >;
                into: z.ZodOptional<z.ZodString>;
                keepRows: z.ZodOptional<z.ZodBoolean>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                op: z.ZodLiteral<"dedupe">;
                keys: z.ZodOptional<z.ZodArray<z.ZodString>>;
                keep: z.ZodOptional<
                  z.ZodEnum<{
                    first: "first";
                    last: "last";
                  }>
                >;
                ignoreCase: z.ZodOptional<z.ZodBoolean>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                ignoreCase: z.ZodOptional<z.ZodBoolean>;
                multiline: z.ZodOptional<z.ZodBoolean>;
                dotAll: z.ZodOptional<z.ZodBoolean>;
                op: z.ZodLiteral<"splitRows">;
                column: z.ZodString;
                by: z.ZodOptional<z.ZodString>;
                pattern: z.ZodOptional<z.ZodString>;
                trim: z.ZodOptional<z.ZodBoolean>;
                dropEmpty: z.ZodOptional<z.ZodBoolean>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                op: z.ZodLiteral<"unpivot">;
                columns: z.ZodOptional<z.ZodArray<z.ZodString>>;
                value: z.ZodOptional<z.ZodString>;
                groups: z.ZodOptional<
                  z.ZodArray<
                    z.ZodObject<
                      {
                        label: z.ZodString;
                        columns: z.ZodRecord<z.ZodString, z.ZodString>;
                      },
                      z.core.$strict
                    >
                  >
                >;
                name: z.ZodOptional<z.ZodString>;
                dropEmpty: z.ZodOptional<z.ZodBoolean>;
              },
              z.core.$strict
            >,
          ],
          "op"
        >
      >
    >;
    fields: z.ZodArray<
      z.ZodObject<
        {
          target: z.ZodString;
          from: z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>>;
          const: z.ZodOptional<z.ZodNullable<z.ZodString>>;
          system: z.ZodOptional<
            z.ZodEnum<{
              $file: "$file";
              $id: "$id";
              $jobTime: "$jobTime";
              $row: "$row";
              $sheet: "$sheet";
            }>
          >;
          steps: z.ZodOptional<
            z.ZodArray<
              z.ZodType<
                import("./steps/step-schema.ts").Step,
                unknown,
                z.core.$ZodTypeInternals<import("./steps/step-schema.ts").Step, unknown>
              >
            >
          >;
          hidden: z.ZodOptional<z.ZodBoolean>;
        },
        z.core.$strict
      >
    >;
    rules: z.ZodOptional<
      z.ZodArray<
        z.ZodDiscriminatedUnion<
          readonly [
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"required">;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"type">;
                type: z.ZodEnum<{
                  any: "any";
                  array: "array";
                  boolean: "boolean";
                  date: "date";
                  datetime: "datetime";
                  duration: "duration";
                  geojson: "geojson";
                  geopoint: "geopoint";
                  integer: "integer";
                  list: "list";
                  number: "number";
                  object: "object";
                  string: "string";
                  time: "time";
                  year: "year";
                  yearmonth: "yearmonth";
                }>;
                format: z.ZodOptional<z.ZodString>;
                trueValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
                falseValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
                decimalChar: z.ZodOptional<z.ZodString>;
                groupChar: z.ZodOptional<z.ZodString>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"minimum">;
                minimum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"maximum">;
                maximum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"exclusiveMinimum">;
                exclusiveMinimum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"exclusiveMaximum">;
                exclusiveMaximum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"minLength">;
                minLength: z.ZodInt;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"maxLength">;
                maxLength: z.ZodInt;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                ignoreCase: z.ZodOptional<z.ZodBoolean>;
                multiline: z.ZodOptional<z.ZodBoolean>;
                dotAll: z.ZodOptional<z.ZodBoolean>;
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"pattern">;
                pattern: z.ZodString;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"enum">;
                enum: z.ZodArray<z.ZodString>;
                ignoreCase: z.ZodOptional<z.ZodBoolean>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                field: z.ZodString;
                rule: z.ZodLiteral<"unique">;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                rule: z.ZodLiteral<"primaryKey">;
                fields: z.ZodArray<z.ZodString>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                rule: z.ZodLiteral<"uniqueKeys">;
                fields: z.ZodArray<z.ZodString>;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                rule: z.ZodLiteral<"foreignKeys">;
                fields: z.ZodArray<z.ZodString>;
                reference: z.ZodObject<
                  {
                    resource: z.ZodString;
                    fields: z.ZodOptional<z.ZodArray<z.ZodString>>;
                  },
                  z.core.$strict
                >;
              },
              z.core.$strict
            >,
            z.ZodObject<
              {
                severity: z.ZodOptional<
                  z.ZodEnum<{
                    error: "error";
                    warning: "warning";
                  }>
                >;
                message: z.ZodOptional<z.ZodString>;
                rule: z.ZodLiteral<"row">;
                expression: z.ZodString;
              },
              z.core.$strict
            >,
          ],
          "rule"
        >
      >
    >;
    limits: z.ZodOptional<
      z.ZodObject<
        {
          rowCount: z.ZodOptional<
            z.ZodObject<
              {
                minimum: z.ZodOptional<z.ZodInt>;
                maximum: z.ZodOptional<z.ZodInt>;
              },
              z.core.$strict
            >
          >;
          nullValues: z.ZodOptional<
            z.ZodArray<
              z.ZodObject<
                {
                  count: z.ZodOptional<z.ZodInt>;
                  share: z.ZodOptional<z.ZodNumber>;
                  field: z.ZodString;
                },
                z.core.$strict
              >
            >
          >;
          duplicateValues: z.ZodOptional<
            z.ZodArray<
              z.ZodObject<
                {
                  count: z.ZodOptional<z.ZodInt>;
                  share: z.ZodOptional<z.ZodNumber>;
                  field: z.ZodString;
                },
                z.core.$strict
              >
            >
          >;
          rejects: z.ZodOptional<
            z.ZodObject<
              {
                count: z.ZodOptional<z.ZodInt>;
                share: z.ZodOptional<z.ZodNumber>;
              },
              z.core.$strict
            >
          >;
        },
        z.core.$strict
      >
    >;
  },
  z.core.$strict
>;
/**
 * Checks the shape of a mapping: keys, steps, parameters and their types. Columns and patterns are checked when it is compiled.
 * @throws RowmillError `MAPPING_INVALID` with all problems
 */
export declare function parseMapping(value: unknown): z.infer<typeof mappingSchema>;
//# sourceMappingURL=mapping-schema.d.ts.map
