/** The attributes of reference assemblies that the engine looks at. Nullability has its own way (`nullability.ts`). */
const compilerServices = 'System.Runtime.CompilerServices.';
const codeAnalysis = 'System.Diagnostics.CodeAnalysis.';

const names: Readonly<Record<string, readonly string[]>> = {
  [codeAnalysis]: [
    'RequiresUnreferencedCode', 'RequiresDynamicCode', 'RequiresAssemblyFiles', 'DynamicallyAccessedMembers', 'FeatureGuard', 'FeatureSwitchDefinition',
    'DoesNotReturn', 'DoesNotReturnIf', 'SetsRequiredMembers',
  ],
  [compilerServices]: [
    'Extension', 'ParamCollection', 'IsReadOnly', 'IsByRefLike', 'RequiresLocation', 'TupleElementNames', 'Dynamic', 'DecimalConstant', 'DateTimeConstant',
    'FixedBuffer', 'InterpolatedStringHandler', 'InterpolatedStringHandlerArgument', 'AsyncMethodBuilder', 'CollectionBuilder', 'OverloadResolutionPriority',
    'RequiredMember', 'InlineArray',
  ],
  'System.': ['ParamArray'],
  'System.Reflection.': ['DefaultMember'],
  'System.Text.Json.Serialization.': ['JsonConverter', 'JsonDerivedType', 'JsonIgnore', 'JsonInclude', 'JsonPolymorphic'],
};

/** Full names. */
export const keptAttributes: ReadonlySet<string> = new Set(Object.entries(names).flatMap(([namespace, simple]) => simple.map((name) => `${namespace}${name}Attribute`)));
