import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.delta.kernel.Table;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.types.StructType;
import io.delta.standalone.DeltaLog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;

/**
 * Answers queries of one Delta table in S3 by the libraries that the delta-io reference server is made of. Prints its
 * port when it listens.
 *
 * <p>POST /kernel reads the table by Delta Kernel and from the beginning for each query, as the reference server does
 * for a plain one; POST /standalone keeps the table in memory by Delta Standalone and looks for new versions, as it does
 * for a query with hints or in pages.
 *
 * <p>Argument: the table, s3a://bucket/path. The store is configured in core-site.xml on the class path.
 */
public final class ReferenceParts {
  private static final Duration URL_LIFE = Duration.ofHours(1);

  private final Configuration configuration = new Configuration();
  private final URI table;
  private final AmazonS3 signer;

  private ReferenceParts(URI table) {
    this.table = table;
    var endpoint = new EndpointConfiguration(configuration.get("fs.s3a.endpoint"), configuration.get("fs.s3a.endpoint.region"));
    var keys = new BasicAWSCredentials(configuration.get("fs.s3a.access.key"), configuration.get("fs.s3a.secret.key"));
    signer = AmazonS3ClientBuilder.standard()
        .withEndpointConfiguration(endpoint)
        .withPathStyleAccessEnabled(true)
        .withCredentials(new AWSStaticCredentialsProvider(keys))
        .build();
  }

  /** Writes the lines of an answer. */
  private interface Query {
    void write(Answer answer) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    var parts = new ReferenceParts(URI.create(arguments[0]));
    var log = DeltaLog.forTable(parts.configuration, arguments[0]);
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/kernel", exchange -> parts.answer(exchange, parts::readByKernel));
    server.createContext("/standalone", exchange -> parts.answer(exchange, answer -> readByStandalone(log, answer)));
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange, Query query) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("content-type", "application/x-ndjson; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (var body = new Answer(exchange.getResponseBody())) {
      query.write(body);
    } catch (Exception error) {
      error.printStackTrace();
    } finally {
      exchange.close();
    }
  }

  private void readByKernel(Answer answer) throws Exception {
    var engine = DefaultEngine.create(configuration);
    var snapshot = Table.forPath(engine, table.toString()).getLatestSnapshot(engine);
    answer.begin();
    var scan = (ScanImpl) snapshot.getScanBuilder(engine).build();
    try (var batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (var rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            var row = rows.next();
            var add = row.getStruct(row.getSchema().indexOf("add"));
            StructType fields = add.getSchema();
            answer.file(
                add.getString(fields.indexOf("path")),
                toMap(add.getMap(fields.indexOf("partitionValues"))),
                add.getLong(fields.indexOf("size")),
                add.getString(fields.indexOf("stats")));
          }
        }
      }
    }
  }

  private static Map<String, String> toMap(MapValue values) {
    var map = new HashMap<String, String>();
    for (int index = 0; index < values.getSize(); index++) {
      map.put(values.getKeys().getString(index), values.getValues().getString(index));
    }
    return map;
  }

  private static void readByStandalone(DeltaLog log, Answer answer) throws Exception {
    var snapshot = log.update();
    answer.begin();
    for (var file : snapshot.getAllFiles()) {
      answer.file(file.getPath(), file.getPartitionValues(), file.getSize(), file.getStats());
    }
  }

  /** The lines of one answer, as they are written. */
  private final class Answer implements AutoCloseable {
    private final JsonGenerator json;
    private final String prefix = table.getPath().substring(1) + "/";
    private final Instant expiry = Instant.now().plus(URL_LIFE);

    Answer(OutputStream body) throws IOException {
      json = new JsonFactory().createGenerator(body, JsonEncoding.UTF8);
      json.setRootValueSeparator(null);
    }

    /** Two lines stand before those of the files; what is in them does not matter to the time. */
    void begin() throws IOException {
      json.writeRaw("{\"protocol\":{\"minReaderVersion\":1}}\n{\"metaData\":{}}\n");
    }

    void file(String path, Map<String, String> partitionValues, long size, String stats) throws IOException {
      json.writeStartObject();
      json.writeObjectFieldStart("file");
      json.writeStringField("url", signer.generatePresignedUrl(table.getHost(), prefix + path, Date.from(expiry)).toString());
      json.writeStringField("id", Integer.toHexString(path.hashCode()));
      json.writeObjectFieldStart("partitionValues");
      for (var value : partitionValues.entrySet()) json.writeStringField(value.getKey(), value.getValue());
      json.writeEndObject();
      json.writeNumberField("size", size);
      json.writeStringField("stats", stats);
      json.writeNumberField("expirationTimestamp", expiry.toEpochMilli());
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }
}
