/** Options and services that generated or native code treats otherwise than reflection does. */
import type { Pattern } from './pattern';

const plain = { answer: 'a', registration: '', context: '' } as const;
const set = (name: string): string => `builder.Configuration["${name}:Name"] = "a";\nbuilder.Configuration["${name}:List:0"] = "a";\nbuilder.Configuration["${name}:Inner:Name"] = "a";\n`;
const option = (name: string, property = 'Name'): string => `app.MapGet("/x", (Microsoft.Extensions.Options.IOptions<${name}> option) => option.Value.${property});`;
const configure = (name: string): string => `${set(name)}builder.Services.Configure<${name}>(builder.Configuration.GetSection("${name}"));`;

/** Each type has its own name, since generators name what they make after it. */
const initOnlyPatterns: readonly Pattern[] = [
  { name: 'init-only option', outcome: 'endpoint', ...plain, services: configure('InitA'), types: 'class InitA { public string? Name { get; init; } }', code: option('InitA') },
  { name: 'settable option beside it', outcome: 'works', ...plain, services: configure('InitB'), types: 'class InitB { public string? Name { get; set; } }', code: option('InitB') },
  { name: 'init-only option of a record, BindConfiguration', outcome: 'endpoint', ...plain, services: `${set('InitC')}builder.Services.AddOptions<InitC>().BindConfiguration("InitC");`, types: 'record InitC { public string Name { get; init; } = ""; }', code: option('InitC') },
  { name: 'init-only option by Get', outcome: 'endpoint', ...plain, services: `${set('InitD')}var made = builder.Configuration.GetSection("InitD").Get<InitD>();`, types: 'record InitD { public string? Name { get; init; } }', code: 'app.MapGet("/x", () => made?.Name);' },
  { name: 'init-only option by Bind', outcome: 'endpoint', ...plain, services: `${set('InitE')}var made = new InitE();\nbuilder.Configuration.GetSection("InitE").Bind(made);`, types: 'class InitE { public string? Name { get; init; } }', code: 'app.MapGet("/x", () => made.Name);' },
  { name: 'positional record by Get', outcome: 'works', ...plain, services: `${set('InitF')}var made = builder.Configuration.GetSection("InitF").Get<InitF>();`, types: 'record InitF(string Name);', code: 'app.MapGet("/x", () => made?.Name);' },
  { name: 'init-only option that a constructor sets, by Get', outcome: 'works', ...plain, services: `${set('InitG')}var made = builder.Configuration.GetSection("InitG").Get<InitG>();`, types: 'record InitG(string Other = "b") { public string? Name { get; init; } }', code: 'app.MapGet("/x", () => made?.Name);' },
  { name: 'init-only list with a value', outcome: 'works', ...plain, services: configure('InitH'), types: 'class InitH { public List<string> List { get; init; } = []; }', code: option('InitH', 'List.FirstOrDefault()') },
  { name: 'init-only list without a value', outcome: 'endpoint', ...plain, services: configure('InitI'), types: 'class InitI { public List<string>? List { get; init; } }', code: option('InitI', 'List?.FirstOrDefault()') },
  { name: 'init-only array', outcome: 'endpoint', ...plain, services: configure('InitJ'), types: 'class InitJ { public string[] List { get; init; } = []; }', code: option('InitJ', 'List.FirstOrDefault()') },
  { name: 'init-only object with a value', outcome: 'works', ...plain, services: configure('InitK'), types: 'class InitKPart { public string? Name { get; set; } }\nclass InitK { public InitKPart Inner { get; init; } = new(); }', code: option('InitK', 'Inner.Name') },
  { name: 'init-only object without a value', outcome: 'endpoint', ...plain, services: configure('InitL'), types: 'class InitLPart { public string? Name { get; set; } }\nclass InitL { public InitLPart? Inner { get; init; } }', code: option('InitL', 'Inner?.Name') },
  { name: 'init-only property of a held object', outcome: 'endpoint', ...plain, services: configure('InitM'), types: 'class InitMPart { public string? Name { get; init; } }\nclass InitM { public InitMPart? Inner { get; set; } }', code: option('InitM', 'Inner?.Name') },
];

const entry = (name: string, value: string): string => `builder.Configuration["${name}:Map:a${value}"] = "1";\nbuilder.Services.Configure<${name}>(builder.Configuration.GetSection("${name}"));`;

/** What generated code loses of values, or doubles. */
const lostPatterns: readonly Pattern[] = [
  { name: 'dictionary of nullable values', outcome: 'endpoint', until: 9, unfixable: true, ...plain, services: entry('MapA', ''), types: 'class MapA { public Dictionary<string, int?> Map { get; set; } = []; }', code: option('MapA', 'Map.ContainsKey("a") ? "a" : "lost"') },
  { name: 'dictionary of nullable values by Get', outcome: 'endpoint', until: 9, unfixable: true, ...plain, services: 'builder.Configuration["MapB:a"] = "Low";\nvar made = builder.Configuration.GetSection("MapB").Get<Dictionary<string, MapLevel?>>();', types: 'enum MapLevel { Low }', code: 'app.MapGet("/x", () => made?.ContainsKey("a") == true ? "a" : "lost");' },
  { name: 'dictionary of structs', outcome: 'endpoint', since: 9, until: 9, unfixable: true, ...plain, services: entry('MapC', ':X'), types: 'struct MapCPart { public int X { get; set; } }\nclass MapC { public Dictionary<string, MapCPart> Map { get; set; } = []; }', code: option('MapC', 'Map["a"].X == 1 ? "a" : "lost"') },
  { name: 'dictionary of numbers', outcome: 'works', ...plain, services: entry('MapD', ''), types: 'class MapD { public Dictionary<string, int> Map { get; set; } = []; }', code: option('MapD', 'Map.ContainsKey("a") ? "a" : "lost"') },
  { name: 'dictionary of classes', outcome: 'works', ...plain, services: entry('MapE', ':X'), types: 'class MapEPart { public int X { get; set; } }\nclass MapE { public Dictionary<string, MapEPart> Map { get; set; } = []; }', code: option('MapE', 'Map["a"].X == 1 ? "a" : "lost"') },
  { name: 'dictionary of positional structs', outcome: 'works', ...plain, services: entry('MapF', ':X'), types: 'readonly record struct MapFPart(int X);\nclass MapF { public Dictionary<string, MapFPart> Map { get; set; } = []; }', code: option('MapF', 'Map["a"].X == 1 ? "a" : "lost"') },
  { name: 'list of nullable values', outcome: 'works', ...plain, services: 'builder.Configuration["MapG:List:0"] = "1";\nbuilder.Services.Configure<MapG>(builder.Configuration.GetSection("MapG"));', types: 'class MapG { public List<int?> List { get; set; } = []; }', code: option('MapG', 'List.Count == 1 ? "a" : "lost"') },
  { name: 'default of a number by Get', outcome: 'endpoint', until: 8, unfixable: true, ...plain, services: `${set('LostA')}var made = builder.Configuration.GetSection("LostA").Get<LostA>();`, types: 'class LostA { public string? Name { get; set; } public int Port { get; set; } = 8080; }', code: 'app.MapGet("/x", () => made?.Port == 8080 ? "a" : "lost");' },
  { name: 'default of a number by Configure', outcome: 'works', ...plain, services: configure('LostB'), types: 'class LostB { public string? Name { get; set; } public int Port { get; set; } = 8080; }', code: option('LostB', 'Port == 8080 ? "a" : "lost"') },
  { name: 'list of a positional record', outcome: 'endpoint', unfixable: true, ...plain, services: `${set('LostC')}var made = builder.Configuration.GetSection("LostC").Get<LostC>();`, types: 'record LostC(List<string> List);', code: 'app.MapGet("/x", () => made?.List.Count == 1 ? "a" : "doubled");' },
  { name: 'array of a positional record', outcome: 'works', ...plain, services: `${set('LostD')}var made = builder.Configuration.GetSection("LostD").Get<LostD>();`, types: 'record LostD(string[] List);', code: 'app.MapGet("/x", () => made?.List.Length == 1 ? "a" : "doubled");' },
];

const moduleOf = (name: string): string => `class ${name}Base { public string? Other { get; set; } }\nclass ${name} : ${name}Base { public string? Name { get; set; } }`;

/** Objects that are bound as what they are derived from. */
const instancePatterns: readonly Pattern[] = [
  { name: 'object bound as its base class by a method', outcome: 'endpoint', unfixable: true, ...plain, services: `${set('BaseA')}var made = new BaseA();\nLoad(builder.Configuration.GetSection("BaseA"), made);\nstatic void Load(IConfiguration section, BaseABase options) => section.Bind(options);`, types: moduleOf('BaseA'), code: 'app.MapGet("/x", () => made.Name);' },
  { name: 'object bound as its base class in a variable', outcome: 'endpoint', unfixable: true, ...plain, services: `${set('BaseB')}BaseBBase made = new BaseB();\nbuilder.Configuration.GetSection("BaseB").Bind(made);`, types: moduleOf('BaseB'), code: 'app.MapGet("/x", () => ((BaseB)made).Name);' },
  { name: 'object that its base class binds', outcome: 'endpoint', unfixable: true, ...plain, services: `${set('BaseC')}var made = new BaseC(builder.Configuration.GetSection("BaseC"));`, types: 'class BaseCBase { public BaseCBase() { }\nprotected BaseCBase(IConfiguration section) => section.Bind(this); public string? Other { get; set; } }\nclass BaseC(IConfiguration section) : BaseCBase(section) { public string? Name { get; set; } }', code: 'app.MapGet("/x", () => made.Name);' },
  { name: 'object bound behind a cast', outcome: 'works', ...plain, services: `${set('BaseD')}var made = new BaseD();\nbuilder.Configuration.GetSection("BaseD").Bind((BaseDBase)made);`, types: moduleOf('BaseD'), code: 'app.MapGet("/x", () => made.Name);' },
  { name: 'object that its base class and itself bind', outcome: 'works', ...plain, services: `${set('BaseE')}var made = new BaseE(builder.Configuration.GetSection("BaseE"));`, types: 'class BaseEBase { public BaseEBase() { }\nprotected BaseEBase(IConfiguration section) => section.Bind(this); public string? Other { get; set; } }\nclass BaseE : BaseEBase { public BaseE(IConfiguration section) : base(section) => section.Bind(this);\npublic string? Name { get; set; } }', code: 'app.MapGet("/x", () => made.Name);' },
  { name: 'object of the declared class by a method', outcome: 'works', ...plain, services: `${set('BaseF')}var made = new BaseFBase();\nLoad(builder.Configuration.GetSection("BaseF"), made);\nstatic void Load(IConfiguration section, BaseFBase options) => section.Bind(options);`, types: 'class BaseFBase { public string? Name { get; set; } }\nclass BaseF : BaseFBase { public string? More { get; set; } }', code: 'app.MapGet("/x", () => made.Name);' },
];

const store = 'interface IStore<T> { string Name { get; } }\nclass Store<T> : IStore<T> { public string Name => "a"; }\nenum Level { Low }';
const open = 'builder.Services.AddSingleton(typeof(IStore<>), typeof(Store<>));';

const rate = 'readonly record struct Rate(string Name);';
const rates = 'builder.Services.Add(ServiceDescriptor.Singleton(typeof(Rate), new Rate("a")));';

const serviceRegistrations: readonly Pattern[] = [
  { name: 'open generic service of a class', outcome: 'works', ...plain, types: store, services: open, code: 'app.MapGet("/x", (IStore<string> store) => store.Name);' },
  { name: 'open generic service of a number', outcome: 'endpoint', ...plain, types: store, services: open, code: 'app.MapGet("/x", (IStore<int> store) => store.Name);' },
  { name: 'open generic service of an enum, by the provider', outcome: 'endpoint', ...plain, types: store, services: open, code: 'app.MapGet("/x", (IServiceProvider services) => services.GetRequiredService<IStore<Level>>().Name);' },
  { name: 'open generic service of a number, registered too', outcome: 'works', ...plain, types: store, services: `${open}\nbuilder.Services.AddSingleton<IStore<int>, Store<int>>();`, code: 'app.MapGet("/x", (IStore<int> store) => store.Name);' },
  { name: 'open generic service of a number in a constructor', outcome: 'endpoint', ...plain, types: `${store}\nclass Reader(IStore<long> store) { public string Name => store.Name; }`, services: `${open}\nbuilder.Services.AddSingleton<Reader>();`, code: 'app.MapGet("/x", (Reader reader) => reader.Name);' },
  { name: 'open generic class of a struct', outcome: 'endpoint', ...plain, unfixable: true, types: store, services: `builder.Services.AddScoped(typeof(Store<>));`, code: 'app.MapGet("/x", (Store<DateTime> store) => store.Name);' },
  { name: 'open generic service of a number by its Type', outcome: 'endpoint', ...plain, types: store, services: open, code: 'app.MapGet("/x", (IServiceProvider services) => ((IStore<char>)services.GetService(typeof(IStore<char>))!).Name);' },
  { name: 'open generic services of a number', outcome: 'endpoint', ...plain, unfixable: true, types: store, services: open, code: 'app.MapGet("/x", (IEnumerable<IStore<short>> stores) => stores.First().Name);' },
  { name: 'open generic services of a number, registered too', outcome: 'endpoint', ...plain, unfixable: true, types: store, services: `${open}\nbuilder.Services.AddSingleton<IStore<uint>, Store<uint>>();`, code: 'app.MapGet("/x", (IServiceProvider services) => services.GetServices<IStore<uint>>().First().Name);' },
  { name: 'open generic services of a class', outcome: 'works', ...plain, types: store, services: open, code: 'app.MapGet("/x", (IEnumerable<IStore<string>> stores) => stores.First().Name);' },
  { name: 'open generic service of a number in a generic mapper', outcome: 'endpoint', ...plain, types: `${store}\nstatic class Mapper { public static void MapStore<T>(this IEndpointRouteBuilder routes) => routes.MapGet("/x", (HttpContext context) => Results.Text(context.RequestServices.GetRequiredService<IStore<T>>().Name)); }`, services: open, code: 'app.MapStore<float>();' },
  { name: 'open generic service of a class in a generic mapper', outcome: 'works', ...plain, types: `${store}\nstatic class Mapper { public static void MapStore<T>(this IEndpointRouteBuilder routes) => routes.MapGet("/x", (HttpContext context) => Results.Text(context.RequestServices.GetRequiredService<IStore<T>>().Name)); }`, services: open, code: 'app.MapStore<Version>();' },
  { name: 'services of a struct', outcome: 'endpoint', ...plain, unfixable: true, types: rate, services: rates, code: 'app.MapGet("/x", (IServiceProvider services) => services.GetServices<Rate>().First().Name);' },
  { name: 'services of a struct as a parameter', outcome: 'endpoint', ...plain, unfixable: true, types: rate, services: rates, code: 'app.MapGet("/x", (IEnumerable<Rate> rates) => rates.First().Name);' },
  { name: 'services of a struct in a constructor', outcome: 'endpoint', ...plain, unfixable: true, types: `${rate}\nclass Rates(IEnumerable<Rate> rates) { public string Name => rates.First().Name; }`, services: `${rates}\nbuilder.Services.AddSingleton<Rates>();`, code: 'app.MapGet("/x", (Rates rates) => rates.Name);' },
  { name: 'services of a struct, registered together', outcome: 'works', ...plain, types: rate, services: 'builder.Services.AddSingleton<IEnumerable<Rate>>([new Rate("a")]);', code: 'app.MapGet("/x", (IEnumerable<Rate> rates) => rates.First().Name);' },
  { name: 'services of a struct in a constructor that a registration calls', outcome: 'works', ...plain, types: `${rate}\nclass Rates(IEnumerable<Rate> rates) { public string Name => rates.First().Name; }`, services: `builder.Services.AddSingleton(_ => new Rates([new Rate("a")]));`, code: 'app.MapGet("/x", (Rates rates) => rates.Name);' },
  { name: 'service of a struct', outcome: 'works', ...plain, types: rate, services: rates, code: 'app.MapGet("/x", (IServiceProvider services) => ((Rate)services.GetRequiredService(typeof(Rate))).Name);' },
  { name: 'logger of a struct', outcome: 'endpoint', ...plain, unfixable: true, types: store, code: 'app.MapGet("/x", (ILogger<DateTime> logger) => logger is null ? "b" : "a");' },
];

export const servicePatterns: readonly Pattern[] = [...initOnlyPatterns, ...lostPatterns, ...instancePatterns, ...serviceRegistrations];
