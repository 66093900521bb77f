/** Types that random programs write and read as JSON, each with a value of it: leaves, classes of the program, and what is made of others. */
import type { Random } from '../../differential/generator/random';

/** A C# type and an expression that makes a value of it. */
export interface JsonType {
  readonly name: string;
  readonly value: string;
  /** A struct, which may be made nullable. */
  readonly isValue: boolean;
  /** What it is made of. */
  readonly parts: readonly JsonType[];
  /** A request body of it. */
  readonly body: string;
}

/** Declarations of the types that the programs use, in a namespace of their own or after top-level statements. */
export const declarations = `public record Item(int Id, string Name);
public struct Point { public int X { get; set; } }
public enum Color { Red, Green }
public record Holder(Item Item, List<Point> Points);
public class Animal { public string Name { get; set; } = ""; }
public class Dog : Animal { public int Age { get; set; } }
public interface IShape { double Size { get; } }
public class Circle : IShape { public double Size { get; set; } public int Radius => 2; }
[JsonDerivedType(typeof(Square), "square")] public class Figure { public int Z { get; set; } }
public class Square : Figure { public int A { get; set; } }
public class Node { public Node? Next { get; set; } }
public class Items : List<Item>;
public class Zoo { public Animal? Pet { get; set; } }
public class Unsent { public int Z { get; set; } }
public class Wrap { public object? Data { get; set; } public string Kind { get; set; } = "k"; }
public class Secret { [JsonIgnore] public Animal? Hidden { get; set; } public int Shown { get; set; } }
public class Tree<T> { public T? Value { get; set; } public List<Tree<T>> Children { get; } = new(); }
public record Box<T>(T Value);
public class Paged<T> { public List<T> Items { get; set; } = new(); public int Total { get; set; } }
`;

function leaf(name: string, value: string, body = '{}', isValue = false): JsonType {
  return { name, value, isValue, parts: [], body };
}

const leaves: readonly JsonType[] = [
  leaf('int', '1', '1', true), leaf('string', '"a"', '"a"'), leaf('bool', 'true', 'true', true), leaf('long', '1L', '1', true), leaf('decimal', '1m', '1', true), leaf('double', '1.5', '1', true),
  leaf('Guid', 'Guid.Empty', '"00000000-0000-0000-0000-000000000000"', true), leaf('DateTime', 'DateTime.UnixEpoch', '"2020-01-01T00:00:00"', true), leaf('DateOnly', 'new DateOnly(2020, 1, 1)', '"2020-01-01"', true),
  leaf('TimeSpan', 'TimeSpan.Zero', '"00:00:00"', true), leaf('byte[]', 'new byte[] { 1 }', '"AQ=="'), leaf('Uri', 'new Uri("http://a")', '"http://a"'), leaf('Version', 'new Version(1, 0)', '"1.0"'),
  leaf('JsonElement', 'JsonDocument.Parse("1").RootElement', '1', true), leaf('JsonNode', 'JsonNode.Parse("1")!', '1'), leaf('JsonObject', 'new JsonObject()'),
];

const own: readonly JsonType[] = [
  leaf('Item', 'new Item(1, "a")'), leaf('Item', 'new Item(1, "a")'), leaf('Point', 'new Point { X = 1 }', '{}', true), leaf('Color', 'Color.Red', '0', true), leaf('Holder', 'new Holder(new Item(1, "a"), new List<Point>())'),
  leaf('Dog', 'new Dog { Name = "d", Age = 1 }'), leaf('Animal', 'new Animal { Name = "d" }'), leaf('Figure', 'new Square { A = 1 }', '{"$type":"square"}'), leaf('Node', 'new Node { Next = new Node() }'),
  leaf('Items', 'new Items { new Item(1, "a") }', '[]'), leaf('Secret', 'new Secret { Shown = 1 }'), leaf('Tree<int>', 'new Tree<int> { Value = 1, Children = { new Tree<int> { Value = 2 } } }'),
];

/** Types whose values are of another type than they say: for answers only. */
const open: readonly JsonType[] = [
  leaf('object', '(object)new Item(1, "a")'), leaf('object', '(object)1'), leaf('Animal', 'new Dog { Name = "d", Age = 1 }'), leaf('IShape', 'new Circle { Size = 1 }'), leaf('object[]', 'new object[] { new Item(1, "a"), 1 }'),
  leaf('List<object>', 'new List<object> { new Point { X = 2 }, "s" }'), leaf('Dictionary<string, object>', 'new Dictionary<string, object> { ["a"] = new Item(1, "a"), ["b"] = 2 }'),
  leaf('List<Animal>', 'new List<Animal> { new Dog { Name = "d", Age = 1 } }'), leaf('Wrap', 'new Wrap { Data = new Item(1, "a") }'), leaf('Wrap', 'new Wrap { Data = 5 }'), leaf('Zoo', 'new Zoo { Pet = new Dog { Name = "d", Age = 1 } }'),
];

/** A type drawn at random. `isAnswer`: of a value that is written, not read. */
export function randomType(random: Random, isAnswer: boolean, depth = 2): JsonType {
  if (depth === 0 || random.next() < 0.45) {
    const kind = random.next();
    return random.pick(kind < 0.3 ? leaves : kind < 0.8 || !isAnswer ? own : open);
  }
  return random.pick(constructions)(randomType(random, isAnswer, depth - 1));
}

function constructed(part: JsonType, name: string, value: string, body = '[]', isValue = false): JsonType {
  return { name, value, isValue, parts: [part], body };
}

const constructions: readonly ((part: JsonType) => JsonType)[] = [
  (part) => constructed(part, `${part.name}[]`, `new ${part.name}[] { ${part.value} }`),
  (part) => constructed(part, `List<${part.name}>`, `new List<${part.name}> { ${part.value} }`),
  (part) => constructed(part, `IEnumerable<${part.name}>`, `new List<${part.name}> { ${part.value} }`),
  (part) => constructed(part, `IReadOnlyList<${part.name}>`, `new ${part.name}[] { ${part.value} }`),
  (part) => constructed(part, `HashSet<${part.name}>`, `new HashSet<${part.name}> { ${part.value} }`),
  (part) => constructed(part, `Dictionary<string, ${part.name}>`, `new Dictionary<string, ${part.name}> { ["a"] = ${part.value} }`, '{}'),
  (part) => constructed(part, `KeyValuePair<string, ${part.name}>`, `new KeyValuePair<string, ${part.name}>("a", ${part.value})`, '{}', true),
  (part) => constructed(part, `Box<${part.name}>`, `new Box<${part.name}>(${part.value})`, '{}'),
  (part) => (part.isValue ? constructed(part, `${part.name}?`, `(${part.name}?)${part.value}`, part.body) : constructed(part, `Paged<${part.name}>`, `new Paged<${part.name}> { Items = new List<${part.name}> { ${part.value} } }`, '{}')),
];

/** Names of types that a context might list instead of, or beside, the one that is needed. */
export function relatedTypes({ name, parts }: JsonType): readonly string[] {
  const near: Readonly<Record<string, readonly string[]>> = { Dog: ['Animal'], Animal: ['Dog'], IShape: ['Circle'], Wrap: ['Item'] };
  return [name, ...parts.flatMap(relatedTypes), ...(near[name] ?? [])];
}
