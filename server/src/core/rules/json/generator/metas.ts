/** Texts of the diagnostics of System.Text.Json's source generator. */
import type { RuleMeta } from '../../rule';

export const jsonGeneratorMetas: readonly RuleMeta[] = [
  {
    id: 'SYSLIB1030', name: 'json-type-without-metadata', title: 'The JSON generator makes no metadata for a type', defaultSeverity: 'warning', official: true,
    why: 'Open generic types, ref structs and types whose converter cannot be made have no metadata; serializing them fails in a native program.',
    whatToDo: 'List a closed type, or give the type a converter that the generator can make.',
  },
  {
    id: 'SYSLIB1031', name: 'json-duplicate-type-name', title: 'Two types of a JsonSerializerContext have the same name', defaultSeverity: 'warning', official: true,
    why: 'The context has one property for each name: only the first of the types has metadata, the others fail in a native program.',
    whatToDo: 'Give one of the types another name with TypeInfoPropertyName.',
  },
  {
    id: 'SYSLIB1032', name: 'json-context-not-partial', title: 'A JsonSerializerContext is not partial', defaultSeverity: 'warning', official: true,
    why: 'The source generator adds to partial classes only, so that the context has no metadata for its types.',
    whatToDo: 'Make the class, and the classes around it, partial.',
  },
  {
    id: 'SYSLIB1033', name: 'json-several-constructors', title: 'Several constructors have [JsonConstructor]', defaultSeverity: 'error', official: true,
    why: 'The generator cannot tell which constructor makes objects from JSON.',
    whatToDo: 'Keep the attribute on one constructor.',
  },
  {
    id: 'SYSLIB1034', name: 'non-generic-string-enum-converter', title: 'JsonStringEnumConverter makes converters at run time', defaultSeverity: 'warning', official: true,
    why: 'The converter without type argument needs code made at run time; in a native program endpoints that write the enum fail.',
    whatToDo: 'Use JsonStringEnumConverter<TEnum>.',
  },
  {
    id: 'SYSLIB1035', name: 'json-several-extension-data', title: 'Several members have [JsonExtensionData]', defaultSeverity: 'error', official: true,
    why: 'Only one member of a type can take the JSON properties that no other member has.',
    whatToDo: 'Keep the attribute on one member.',
  },
  {
    id: 'SYSLIB1036', name: 'json-extension-data-type', title: 'A member with [JsonExtensionData] has a wrong type', defaultSeverity: 'error', official: true,
    why: 'Unknown JSON properties can be kept only in dictionaries of text to object or JsonElement, and in JsonObject.',
    whatToDo: 'Use Dictionary<string, JsonElement>, Dictionary<string, object> or JsonObject.',
  },
  {
    id: 'SYSLIB1038', name: 'json-include-inaccessible', title: 'A member with [JsonInclude] cannot be reached by generated code', defaultSeverity: 'warning', official: true,
    why: 'Generated code reads and writes members as other code of the assembly does; what it cannot reach fails when the type is serialized.',
    whatToDo: 'Make the member, or its accessor, internal or public.',
  },
  {
    id: 'SYSLIB1039', name: 'json-polymorphism-without-metadata', title: 'Derived types need metadata', defaultSeverity: 'warning', official: true,
    why: 'Code for fast serialization alone writes the base type only and ignores [JsonDerivedType].',
    whatToDo: 'Leave out GenerationMode, or use JsonSourceGenerationMode.Metadata.',
  },
  {
    id: 'SYSLIB1220', name: 'json-converter-invalid', title: 'A [JsonConverter] names a type that is no usable converter', defaultSeverity: 'warning', official: true,
    why: 'The generator makes converters with their parameterless constructor; a type without one that it can reach gets no metadata.',
    whatToDo: 'Name a type that derives from JsonConverter and has a parameterless constructor.',
  },
  {
    id: 'SYSLIB1222', name: 'json-constructor-inaccessible', title: 'A constructor with [JsonConstructor] cannot be reached by generated code', defaultSeverity: 'warning', official: true,
    why: 'Generated code cannot call the constructor, so that reading the type from JSON fails.',
    whatToDo: 'Make the constructor internal or public.',
  },
  {
    id: 'SYSLIB1223', name: 'json-converter-attribute-derived', title: 'An attribute derives from JsonConverterAttribute', defaultSeverity: 'warning', official: true,
    why: 'The generator does not run CreateConverter of such attributes: the converter is left out.',
    whatToDo: 'Use [JsonConverter(typeof(TheConverter))].',
  },
  {
    id: 'SYSLIB1224', name: 'json-serializable-without-context', title: '[JsonSerializable] stands on a class that is no JsonSerializerContext', defaultSeverity: 'warning', official: true,
    why: 'Code is generated for classes that derive from JsonSerializerContext only.',
    whatToDo: 'Derive the class from JsonSerializerContext, or remove the attribute.',
  },
  {
    id: 'SYSLIB1225', name: 'json-ref-like-member', title: 'A type has a member that is a ref struct', defaultSeverity: 'warning', official: true,
    why: 'Spans and other ref structs cannot be serialized; the member or constructor is left out.',
    whatToDo: 'Ignore the member with [JsonIgnore], or use an array or memory.',
  },
];
