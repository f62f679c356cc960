import { z } from "zod";
/** The closed vocabulary of steps on rows, in the order in which they are listed, before the fields. */
export declare const rowStepSchema: z.ZodDiscriminatedUnion<
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
                      import("../steps/condition-schema.ts").Condition,
                      unknown,
                      z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                    >
                  >
                >
              >;
              any: z.ZodOptional<
                z.ZodReadonly<
                  z.ZodArray<
                    z.ZodType<
                      import("../steps/condition-schema.ts").Condition,
                      unknown,
                      z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                    >
                  >
                >
              >;
              not: z.ZodOptional<
                z.ZodType<
                  import("../steps/condition-schema.ts").Condition,
                  unknown,
                  z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
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
                      import("../steps/condition-schema.ts").Condition,
                      unknown,
                      z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                    >
                  >
                >
              >;
              any: z.ZodOptional<
                z.ZodReadonly<
                  z.ZodArray<
                    z.ZodType<
                      import("../steps/condition-schema.ts").Condition,
                      unknown,
                      z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                    >
                  >
                >
              >;
              not: z.ZodOptional<
                z.ZodType<
                  import("../steps/condition-schema.ts").Condition,
                  unknown,
                  z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
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
            lessThan: z.ZodOptional<z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>>;
            greaterThan: z.ZodOptional<
              z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodISODate, z.ZodISODateTime]>
            >;
            all: z.ZodOptional<
              z.ZodReadonly<
                z.ZodArray<
                  z.ZodType<
                    import("../steps/condition-schema.ts").Condition,
                    unknown,
                    z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                  >
                >
              >
            >;
            any: z.ZodOptional<
              z.ZodReadonly<
                z.ZodArray<
                  z.ZodType<
                    import("../steps/condition-schema.ts").Condition,
                    unknown,
                    z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                  >
                >
              >
            >;
            not: z.ZodOptional<
              z.ZodType<
                import("../steps/condition-schema.ts").Condition,
                unknown,
                z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
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
                      import("../steps/condition-schema.ts").Condition,
                      unknown,
                      z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                    >
                  >
                >
              >;
              any: z.ZodOptional<
                z.ZodReadonly<
                  z.ZodArray<
                    z.ZodType<
                      import("../steps/condition-schema.ts").Condition,
                      unknown,
                      z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
                    >
                  >
                >
              >;
              not: z.ZodOptional<
                z.ZodType<
                  import("../steps/condition-schema.ts").Condition,
                  unknown,
                  z.core.$ZodTypeInternals<import("../steps/condition-schema.ts").Condition, unknown>
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
>;
/** A step on rows. */
export type RowStep = z.infer<typeof rowStepSchema>;
//# sourceMappingURL=row-step-schema.d.ts.map
