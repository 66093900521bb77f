/** Controllers that can become endpoints, with requests that both must answer the same, and others that must stay what they are. */

export interface ControllerCase {
  readonly name: string;
  /** The class with its types; members of its own namespace. */
  readonly code: string;
  /** "GET /path", "POST /path {json}". */
  readonly requests: readonly string[];
}

const api = (name: string, members: string, head = ''): string => `${head}[ApiController]\n[Route("${name.toLowerCase()}")]\npublic class ${name}Controller : ControllerBase\n{\n${members}\n}\n`;
const simple = (name: string, members: string, requests: readonly string[], head = ''): ControllerCase => ({ name, code: api(name, members, head), requests: requests.map((request) => request.replace(' ', ` /${name.toLowerCase()}`)) });

const item = 'public record Item(int Id, string Name);\n';

export const movable: readonly ControllerCase[] = [
  simple('Values', '    [HttpGet] public IEnumerable<string> Get() => new[] { "a", "b" };\n    [HttpGet("{id}")] public int Get(int id) => id;\n    [HttpGet("list")] public List<int> List() { return [1, 2]; }\n    [HttpGet("flag")] public bool Flag() => true;\n    [HttpGet("date")] public DateTime Date() => new(2020, 1, 2);\n    [HttpGet("dictionary")] public Dictionary<string, int> Map() => new() { ["A"] = 1 };\n    [HttpGet("text")] public string Text() => "é<\\"";\n    [HttpGet("bytes")] public byte[] Bytes() => [1, 2];\n    [HttpGet("tuple")] public (int A, int B) Pair() => (1, 2);\n    [HttpGet("day")] public DayOfWeek Day() => DayOfWeek.Friday;\n    [HttpGet("none")] public void None() { }\n    [HttpGet("later")] public async Task Later() { await Task.Yield(); }\n    [HttpGet("sum")] public async Task<int> Sum(int a, int b = 2) { await Task.Yield(); return a + b; }\n    [HttpGet("value")] public async ValueTask<Item> Value() { await Task.Yield(); return new(1, "a"); }',
    ['GET ', 'GET /5', 'GET /x', 'GET /list', 'GET /flag', 'GET /date', 'GET /dictionary', 'GET /text', 'GET /bytes', 'GET /tuple', 'GET /day', 'GET /none', 'GET /later', 'GET /sum', 'GET /sum?a=1', 'GET /sum?a=1&b=5', 'GET /sum?a=x', 'GET /value', 'POST  {}', 'GET /nowhere/at/all'], item),
  simple('Results', '    [HttpGet("ok")] public IActionResult A() => Ok();\n    [HttpGet("value")] public IActionResult B() => Ok(new Item(1, "a"));\n    [HttpGet("text")] public IActionResult C() => Ok("text");\n    [HttpGet("none")] public IActionResult D() => NoContent();\n    [HttpGet("missing")] public IActionResult E() => NotFound();\n    [HttpGet("missing/text")] public IActionResult F() => NotFound("gone");\n    [HttpGet("missing/value")] public IActionResult G() => NotFound(new Item(1, "a"));\n    [HttpGet("bad")] public IActionResult H() => BadRequest("bad");\n    [HttpGet("conflict")] public IActionResult I() => Conflict(new Item(2, "b"));\n    [HttpGet("code")] public IActionResult J() => StatusCode(418);\n    [HttpGet("code/text")] public IActionResult K() => StatusCode(StatusCodes.Status503ServiceUnavailable, "later");\n    [HttpGet("unprocessable")] public IActionResult L() => UnprocessableEntity();\n    [HttpGet("unauthorized")] public IActionResult M() => Unauthorized();\n    [HttpGet("accepted")] public IActionResult N() => Accepted();\n    [HttpGet("accepted/value")] public IActionResult O() => Accepted("/a", new Item(3, "c"));\n    [HttpGet("created")] public IActionResult P() => Created("/a", new Item(3, "c"));\n    [HttpGet("redirect")] public IActionResult Q() => Redirect("/a");\n    [HttpGet("moved")] public IActionResult R() => RedirectPermanent("/a");\n    [HttpGet("content")] public IActionResult S() => Content("a");\n    [HttpGet("html")] public ActionResult T() => Content("<p>", "text/html");\n    [HttpGet("file")] public IActionResult U() => File(new byte[] { 65 }, "text/plain", "a.txt");\n    [HttpGet("stream")] public IActionResult V() => File(new MemoryStream([65]), "text/plain");\n    [HttpGet("problem")] public IActionResult W() => Problem();\n    [HttpGet("problem/detail")] public IActionResult X() => Problem(detail: "d", statusCode: 422);\n    [HttpGet("number")] public IActionResult Y() => Ok(5);\n    [HttpGet("anonymous")] public IActionResult Z() => Ok(new { A = 1, B = "b" });',
    ['ok', 'value', 'text', 'none', 'missing', 'missing/text', 'missing/value', 'bad', 'conflict', 'code', 'code/text', 'unprocessable', 'unauthorized', 'accepted', 'accepted/value', 'created', 'redirect', 'moved', 'content', 'html', 'file', 'stream', 'problem', 'problem/detail', 'number', 'anonymous'].map((path) => `GET /${path}`), item),
  simple('Nulls', '    private static readonly List<Item> all = [new(1, "a")];\n    [HttpGet("a/{id}")] public Item? A(int id) => all.FirstOrDefault(i => i.Id == id);\n    [HttpGet("b/{id}")] public ActionResult<Item?> B(int id) => all.Find(i => i.Id == id);\n    [HttpGet("c/{id}")] public IActionResult C(int id) => Ok(all.Find(i => i.Id == id));\n    [HttpGet("d/{id}")] public async Task<ActionResult<Item>> D(int id) { await Task.Yield(); var found = all.Find(i => i.Id == id); if (found == null) return NotFound(); return found; }\n    [HttpGet("e/{id}")] public ActionResult<Item> E(int id) { Item? found = all.Find(i => i.Id == id); return found is not null ? Ok(found) : NotFound(); }\n    [HttpGet("f/{id}")] public IActionResult F(int id) { if (id > 5) { return BadRequest(); } var found = all.Find(i => i.Id == id); return found switch { null => NotFound(), { Name: "b" } => NoContent(), _ => Ok(found) }; }\n    [HttpGet("g")] public int? G(int? id) => id;\n    [HttpGet("h")] public string? H(string? text) => text;\n    [HttpGet("i")] public async Task<Item?> I(int number) { await Task.Delay(1); return all.Find(i => i.Id == number); }\n    [HttpGet("j")] public IActionResult J(string? text) => Ok(text);',
    ['GET /a/1', 'GET /a/2', 'GET /b/1', 'GET /b/2', 'GET /c/1', 'GET /c/2', 'GET /d/1', 'GET /d/2', 'GET /e/1', 'GET /e/2', 'GET /f/1', 'GET /f/2', 'GET /f/9', 'GET /g', 'GET /g?id=2', 'GET /g?id=', 'GET /h', 'GET /h?text=a', 'GET /h?text=', 'GET /h?text=%20', 'GET /i?number=1', 'GET /i?number=2', 'GET /i', 'GET /j', 'GET /j?text=b'], item),
  simple('Query', '    [HttpGet("text")] public string Text(string text) => $"[{text}]";\n    [HttpGet("optional")] public string Optional(string? text) => text is null ? "null" : $"[{text}]";\n    [HttpGet("default")] public async Task<string> Default(string text = "d") { await Task.Yield(); return text; }\n    [HttpGet("named")] public string Named([FromQuery(Name = "q")] string query) => query;\n    [HttpGet("header")] public string Header([FromHeader(Name = "X-A")] string? value) => value ?? "none";\n    [HttpGet("guid")] public string Id(Guid id) => id.ToString();\n    [HttpGet("numbers")] public string Numbers(long a, double b, decimal c, bool d) => FormattableString.Invariant($"{a} {b} {c} {d}");\n    [HttpGet("date")] public string Date(DateTime at, DateOnly? day) => FormattableString.Invariant($"{at:o} {day:o}");\n    [HttpGet("{id:int}/{name}")] public string Route(int id, [FromRoute] string name, CancellationToken cancellationToken) => $"{id} {name} {cancellationToken.IsCancellationRequested}";',
    ['GET /text', 'GET /text?text=', 'GET /text?text=a', 'GET /text?text=%20a', 'GET /optional', 'GET /optional?text=', 'GET /optional?text=a', 'GET /default', 'GET /default?text=', 'GET /default?text=a', 'GET /named', 'GET /named?q=a', 'GET /header', 'GET /guid', 'GET /guid?id=00000000-0000-0000-0000-000000000001', 'GET /guid?id=x', 'GET /numbers', 'GET /numbers?a=1&b=1.5&c=2.5&d=true', 'GET /numbers?a=1.5', 'GET /date?at=2020-01-02&day=2021-02-03', 'GET /date?at=x', 'GET /date', 'GET /3/a', 'GET /x/a']),
  simple('Body', '    [HttpPost] public IActionResult Post(Item item) => Ok(item);\n    [HttpPut("{id}")] public ActionResult<Item> Put(int id, [FromBody] Item item)\n    {\n        return item with { Id = id };\n    }\n    [HttpPatch("optional")] public string Patch(Part? part) => part?.Name ?? "none";\n    [HttpDelete] public IActionResult Delete([FromBody] Item item) => NoContent();\n    [HttpPost("numbers")] public int Numbers(List<int> numbers) => numbers.Sum();\n    [HttpPost("text")] public string Text([FromBody] string text) => text;\n    [HttpPost("outer")] public Outer Nested(Outer outer) => outer;\n    [HttpPost("class")] public Settable Class(Settable settable) => settable;\n    [HttpPost("service")] public string Service(Item item, [FromServices] IConfiguration configuration) => item.Name + configuration["none"];',
    ['POST  {"id":1,"name":"a"}', 'POST  {"id":1}', 'POST  {"id":1,"name":null}', 'POST  {"name":""}', 'POST  {', 'POST  ', 'POST  null', 'PUT /5 {"id":1,"name":"a"}', 'PUT /x {"id":1,"name":"a"}', 'PUT /5 {}', 'PATCH /optional {"name":"a"}', 'PATCH /optional {}', 'DELETE  {"id":1,"name":"a"}', 'DELETE  {}', 'POST /numbers [1,2]', 'POST /numbers [1,"a"]', 'POST /text "a"', 'POST /text ""', 'POST /outer {"inner":{"name":"a"},"numbers":[1]}', 'POST /outer {"inner":{},"numbers":[1]}', 'POST /outer {"numbers":[1]}', 'POST /outer {"inner":{"name":"a"}}', 'POST /class {"name":"a"}', 'POST /class {}', 'POST /class {"name":null}', 'POST /class {"name":"a","note":"b","inner":{}}', 'POST /service {"id":1,"name":"a"}'],
    `${item}public record Part(string? Name);\npublic record Inner(string Name);\npublic record Outer(Inner Inner, int[] Numbers);\npublic class Settable { public string Name { get; set; } = "d"; public string? Note { get; set; } public Inner? Inner { get; set; } }\n`),
  {
    name: 'services by a constructor, a link, a logger, helpers',
    code: `public interface IStore { Item Add(Item item); Item? Find(int id); }\npublic class Store : IStore { private readonly List<Item> all = [new(1, "a")]; public Item Add(Item item) { all.Add(item); return item; } public Item? Find(int id) => all.Find(i => i.Id == id); }\n${item}
[ApiController, Route("api/[controller]/[action]")]
[Produces("application/json")]
public sealed class StoreItemsController : ControllerBase
{
    private const int Start = 10;
    private readonly IStore _store;
    private readonly ILogger<StoreItemsController> _logger;

    /// <summary>Makes one.</summary>
    public StoreItemsController(IStore store, ILogger<StoreItemsController> logger)
    {
        _store = store ?? throw new ArgumentNullException(nameof(store));
        this._logger = logger;
    }

    /// <summary>One.</summary>
    [HttpGet("{id:int}", Name = "store-item")]
    public ActionResult<Item> Get(int id)
    {
        _logger.LogDebug("Get {Id}", id);
        var found = this._store.Find(id);
        if (found is null) { return this.NotFound(); }
        return this.Ok(found);
    }

    [HttpPost]
    public ActionResult<Item> Add(Item item)
    {
        var store = Cleaned(item);
        _store.Add(store);
        return CreatedAtAction(nameof(Get), new { id = store.Id + Offset() }, store);
    }

    [HttpPost]
    public IActionResult AddByRoute(Item item) => CreatedAtRoute("store-item", new { item.Id }, _store.Add(item));

    private static Item Cleaned(Item item) => item with { Name = item.Name.Trim() };

    int Offset() => Start - 10;
}
`,
    requests: ['GET /api/storeitems/get/1', 'GET /api/storeitems/get/99', 'GET /api/storeitems/get/x', 'POST /api/StoreItems/Add {"id":7,"name":" b "}', 'POST /api/StoreItems/Add {"id":7}', 'POST /api/StoreItems/AddByRoute {"id":8,"name":"c"}', 'GET /api/storeitems/get/7'],
  },
  {
    name: 'services by a primary constructor, what a request brings',
    code: `public class Clock { public int Year => 2020; }\n[ApiController]\n[Route("/time/[controller]")]\npublic class ClockController(Clock clock, IConfiguration configuration) : ControllerBase\n{\n    private readonly Clock _clock = clock;\n\n    [HttpGet("year")]\n    public int Year() => _clock.Year;\n\n    [HttpGet("next")]\n    public async Task<IActionResult> Next()\n    {\n        await Task.Yield();\n        Response.Headers["X-Next"] = "1";\n        return Ok(new { Year = _clock.Year + 1, Path = Request.Path.Value, Setting = configuration["none"] ?? "none" });\n    }\n\n    [HttpGet("user")]\n    public string Name() => User.Identity?.Name ?? HttpContext.Request.Method;\n\n    [HttpGet("context")]\n    public async Task<IActionResult> Context()\n    {\n        await Task.Yield();\n        HttpContext.Response.Headers["X-B"] = "1";\n        return Ok();\n    }\n\n    [HttpGet, Route("both"), ProducesResponseType(200)]\n    public string Both() => "both";\n\n    [HttpHead("year"), EndpointSummary("Head")]\n    public IActionResult Head() => NoContent();\n\n    [HttpGet("one"), HttpPost("two")]\n    public string Two() => "two";\n}\n`,
    requests: ['GET /time/clock/year', 'GET /time/clock/next', 'GET /time/clock/user', 'GET /time/clock/both', 'HEAD /time/clock/year', 'GET /time/clock/one', 'POST /time/clock/two {}', 'GET /time/clock/two', 'GET /time/clock/context'],
  },
  { name: 'authorization', code: '[ApiController]\n[Route("secret")]\n[Authorize]\npublic class SecretController : ControllerBase\n{\n    [HttpGet]\n    public string Get() => "secret";\n\n    [HttpGet("open")]\n    [AllowAnonymous]\n    public string Open() => "open";\n}\n', requests: ['GET /secret', 'GET /secret/open'] },
  { name: 'tuples of services', code: '[ApiController, Route("tuples")]\npublic class TuplesController : ControllerBase\n{\n    private readonly IConfiguration _configuration;\n    private readonly ILoggerFactory _loggers;\n    public TuplesController(IConfiguration configuration, ILoggerFactory loggers) => (_configuration, _loggers) = (configuration, loggers);\n\n    [HttpGet("{id:int}")]\n    public IActionResult Get(int id, [FromQuery] int size = 2) => _loggers is null || _configuration is null || id > 5 ? NotFound() : Ok(size);\n}\n', requests: ['GET /tuples/1', 'GET /tuples/1?size=3', 'GET /tuples/9'] },
  { name: 'without [ApiController]', code: '[Route("plain")]\npublic class PlainController : ControllerBase\n{\n    [HttpGet("{id:int}")]\n    public IActionResult Get(int id) => id > 1 ? NotFound() : Ok(id);\n\n    [HttpGet("text/{text}")]\n    public string Text(string text) => text;\n}\n', requests: ['GET /plain/1', 'GET /plain/2', 'GET /plain/x', 'GET /plain/text/a'] },
  { name: 'what is thrown, local functions, lambdas', code: `${item}[ApiController]\n[Route("inner")]\npublic class InnerController : ControllerBase\n{\n    [HttpGet("throw/{id}")]\n    public IActionResult Throw(int id) => id == 1 ? Ok(1) : throw new BadHttpRequestException("no", 418);\n\n    [HttpGet("lambda")]\n    public IActionResult Lambda()\n    {\n        Func<int, int> twice = x => { return x * 2; };\n        return Ok(new[] { 1, 2 }.Select(x => twice(x)).ToArray());\n    }\n\n    [HttpGet("local")]\n    public IActionResult Local()\n    {\n        Item Make() { return new Item(1, "a"); }\n        var made = Make();\n        return Ok(made);\n    }\n\n    [HttpGet("names")]\n    public IActionResult Names(int start)\n    {\n        var value = new List<Item> { new(start, "a") };\n        return Ok(value.FirstOrDefault(i => i.Id == 1));\n    }\n}\n`, requests: ['GET /inner/throw/1', 'GET /inner/throw/2', 'GET /inner/lambda', 'GET /inner/local', 'GET /inner/names?start=1', 'GET /inner/names?start=2'] },
];

const one = (member: string, head = ''): string => api('One', member, head);

/** Name -> a controller that has no equal among endpoints. */
export const unmovable: Readonly<Record<string, string>> = {
  'own base class': 'public abstract class Base : ControllerBase { }\n[ApiController, Route("a")] public class OneController : Base { [HttpGet] public int Get() => 1; }',
  'views': '[Route("a")] public class OneController : Controller { [HttpGet] public IActionResult Get() => View(); }',
  'route of conventions': 'public class OneController : ControllerBase { public int Get() => 1; }',
  'action without a method': one('    public int Get() => 1;'),
  'area': '[ApiController, Area("x"), Route("[area]/a")] public class OneController : ControllerBase { [HttpGet] public int Get() => 1; }',
  'several routes': '[ApiController, Route("a"), Route("b")] public class OneController : ControllerBase { [HttpGet] public int Get() => 1; }',
  'absolute route': one('    [HttpGet("/other")] public int Get() => 1;'),
  'order': one('    [HttpGet("a", Order = 1)] public int Get() => 1;'),
  'filter': one('    [HttpGet, ResponseCache(Duration = 1)] public int Get() => 1;'),
  'filter of the class': '[ApiController, Route("a"), TypeFilter<Other>] public class OneController : ControllerBase { [HttpGet] public int Get() => 1; }\npublic class Other : Attribute, Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata { }',
  'filter of its own': 'public class MineAttribute : Microsoft.AspNetCore.Mvc.Filters.ActionFilterAttribute { }\n[ApiController, Route("a")] public class OneController : ControllerBase { [HttpGet, Mine] public int Get() => 1; }',
  'NonAction': one('    [HttpGet] public int Get() => 1;\n    [NonAction] public int Other() => 1;'),
  'ActionName': one('    [HttpGet("[action]"), ActionName("b")] public int Get() => 1;'),
  'object': one('    [HttpGet] public object Get() => 1;'),
  'object in a result': one('    [HttpGet] public IActionResult Get() { object value = 1; return Ok(value); }'),
  'dynamic': one('    [HttpGet] public IActionResult Get() { dynamic value = 1; return Ok(value); }'),
  'result of its own': one('    [HttpGet] public IActionResult Get() => new JsonResult(1);'),
  'result in a variable': one('    [HttpGet] public IActionResult Get() { var result = Ok(1); return result; }'),
  'result of a helper': one('    [HttpGet] public IActionResult Get() => Help();\n    private IActionResult Help() => Ok(1);'),
  'StatusCode of a value': one('    [HttpGet] public IActionResult Get() => StatusCode(500, new { A = 1 });'),
  'problem of validation': one('    [HttpGet] public IActionResult Get() => ValidationProblem();'),
  'ModelState': one('    [HttpGet] public IActionResult Get() => ModelState.IsValid ? Ok(1) : BadRequest(ModelState);'),
  'Url': one('    [HttpGet] public IActionResult Get() => Ok(Url.Action("Get"));'),
  'validation of a parameter': one('    [HttpGet] public int Get([System.ComponentModel.DataAnnotations.Range(1, 5)] int id) => id;'),
  'validation of a model': one('    [HttpPost] public int Post(Model model) => model.Id;', 'public class Model { [System.ComponentModel.DataAnnotations.Range(1, 5)] public int Id { get; set; } }\n'),
  'validation of a record': one('    [HttpPost] public int Post(Model model) => model.Id;', 'public record Model([System.ComponentModel.DataAnnotations.Range(1, 5)] int Id);\n'),
  'validation of elements': one('    [HttpPost] public int Post(List<Model> models) => models.Count;', 'public record Model(string Name);\n'),
  'validation in code': one('    [HttpPost] public int Post(Model model) => model.Id;', 'public class Model : System.ComponentModel.DataAnnotations.IValidatableObject { public int Id { get; set; } public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(System.ComponentModel.DataAnnotations.ValidationContext c) => []; }\n'),
  'model of itself': one('    [HttpPost] public int Post(Node node) => 1;', 'public class Node { public Node? Next { get; set; } }\n'),
  'form': one('    [HttpPost] public string Post([FromForm] string name) => name;'),
  'file': one('    [HttpPost] public long Post(IFormFile file) => file.Length;'),
  'enum in the query': one('    [HttpGet] public int Get(DayOfWeek day) => (int)day;'),
  'object in the query': one('    [HttpGet] public int Get([FromQuery] Page page) => page.Number;', 'public class Page { public int Number { get; set; } }\n'),
  'array in the query': one('    [HttpGet] public int Get([FromQuery] int[] ids) => ids.Length;'),
  'interface in the body': one('    [HttpPost] public int Post(IModel model) => 1;', 'public interface IModel { }\n'),
  'value of a form or query': '[Route("a")] public class OneController : ControllerBase { [HttpGet] public string Get(string? text) => text ?? ""; }',
  'unconstrained without [ApiController]': '[Route("a")] public class OneController : ControllerBase { [HttpGet("{id}")] public int Get(int id) => id; }',
  'generic action': one('    [HttpGet] public int Get<T>() => 1;'),
  'virtual': one('    [HttpGet] public virtual int Get() => 1;'),
  'polymorphic': one('    [HttpGet] public IActionResult Get() { Base value = new Derived(); return Ok(value); }', '[System.Text.Json.Serialization.JsonDerivedType(typeof(Derived), "d")] public class Base { }\npublic class Derived : Base { }\n'),
  'state': one('    private int count;\n    [HttpGet] public int Get() => ++count;'),
  'property of the instance': one('    private int Count { get; set; }\n    [HttpGet] public int Get() => Count;'),
  'constructor that does more': one('    private readonly int start;\n    public OneController(IConfiguration configuration) { start = configuration.GetValue<int>("a"); }\n    [HttpGet] public int Get() => start;'),
  'two constructors': one('    public OneController() { }\n    public OneController(IConfiguration configuration) { }\n    [HttpGet] public int Get() => 1;'),
  'interface of its own': '[ApiController, Route("a")] public class OneController : ControllerBase, IDisposable { [HttpGet] public int Get() => 1; public void Dispose() { } }',
  'partial': '[ApiController, Route("a")] public partial class OneController : ControllerBase { [HttpGet] public int Get() => 1; }',
  'named elsewhere': `${one('    [HttpGet] public int Get() => 1;')}public static class Names { public const string Name = nameof(OneController); }`,
  'action called by another': one('    [HttpGet] public int Get() => 1;\n    [HttpGet("b")] public int Other() => Get();'),
  'nested type': one('    public record Inner(int Id);\n    [HttpGet] public Inner Get() => new(1);'),
  'directives': one('#if DEBUG\n    [HttpGet] public int Get() => 1;\n#else\n    [HttpGet] public int Get() => 2;\n#endif'),
  'without annotations': `#nullable disable\n${one('    [HttpGet] public string Get(string text) => text;')}`,
  'defaults that differ': one('    [HttpGet("a")] public int A(int page = 1) => page;\n    [HttpGet("b")] public int B(int page = 2) => page;'),
  'stream': one('    [HttpGet] public Stream Get() => new MemoryStream();'),
  'link with values of its own': one('    [HttpGet("{id}")] public int Get(int id) => id;\n    [HttpPost] public IActionResult Post(int id) { var values = new { id }; return CreatedAtAction(nameof(Get), values, 1); }'),
  'link to another controller': one('    [HttpGet("{id}")] public int Get(int id) => id;\n    [HttpPost] public IActionResult Post(int id) => CreatedAtAction("Get", "Other", new { id }, 1);'),
};
