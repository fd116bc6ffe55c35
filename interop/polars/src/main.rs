//! What a program does with the Rust client for Delta Sharing, which reads with Polars:
//!
//! - `read-shared PROFILE tables` prints the full name of every table, as found share by share and schema by schema;
//! - `read-shared PROFILE all-tables` prints the same, as found share by share;
//! - `read-shared PROFILE version TABLE` prints the version of a table;
//! - `read-shared PROFILE schema TABLE` prints the schema of a table, as the log has it;
//! - `read-shared PROFILE read TABLE FOLDER REQUEST` writes the rows of a table to `FOLDER/rows.parquet`. `REQUEST` is an
//!   object in JSON with any of `version`, `limit`, `hints` and `format`: what the client says that it can read, which is
//!   nothing by default.

use std::{collections::HashMap, env, fs, fs::File, path::Path};

use anyhow::{bail, Result};
use delta_sharing::protocol::{FilesRequest, Metadata, Table};
use delta_sharing::Client;
use polars::prelude::ParquetWriter;
use serde_json::Value;

async fn open(profile: &str, folder: Option<&str>, format: Option<&str>) -> Result<Client> {
    let config = serde_json::from_str(&fs::read_to_string(profile)?)?;
    let capabilities = format.map(|format| HashMap::from([("responseformat".into(), format.into())]));
    Client::new(config, folder.map(String::from), capabilities).await
}

async fn tables(client: &Client) -> Result<Vec<Table>> {
    let mut found = Vec::new();
    for share in client.list_shares().await? {
        for schema in client.list_schemas(&share).await? {
            found.extend(client.list_tables(&schema).await?);
        }
    }
    Ok(found)
}

async fn all_tables(client: &Client) -> Result<Vec<Table>> {
    let mut found = Vec::new();
    for share in client.list_shares().await? {
        found.extend(client.list_all_tables(&share).await?);
    }
    Ok(found)
}

fn table_of(name: &str) -> Result<Table> {
    let [share, schema, table] = name.split('.').collect::<Vec<_>>()[..] else {
        bail!("{name} is not SHARE.SCHEMA.TABLE");
    };
    Ok(Table {
        name: table.into(),
        share: share.into(),
        schema: schema.into(),
    })
}

fn request_of(value: &Value) -> FilesRequest {
    let number = |name: &str| value[name].as_i64().map(|number| number as i32);
    let texts = |values: &Vec<Value>| values.iter().filter_map(Value::as_str).map(String::from).collect();
    FilesRequest {
        predicate_hints: value["hints"].as_array().map(texts),
        limit_hint: number("limit"),
        version: number("version"),
    }
}

async fn read(profile: &str, table: &str, folder: &str, request: &str) -> Result<()> {
    let request: Value = serde_json::from_str(request)?;
    let mut client = open(profile, Some(folder), request["format"].as_str()).await?;
    let frame = client
        .get_dataframe(&table_of(table)?, Some(request_of(&request)))
        .await?;
    let file = File::create(Path::new(folder).join("rows.parquet"))?;
    ParquetWriter::new(file).finish(&mut frame.collect()?)?;
    Ok(())
}

async fn schema_string(client: &Client, table: &str) -> Result<String> {
    Ok(match client.get_table_metadata(&table_of(table)?).await?.metadata {
        Metadata::Parquet(metadata) => metadata.schema_string,
        Metadata::Delta(metadata) => metadata.delta_metadata.schema_string,
    })
}

fn print_names(tables: &[Table]) {
    for table in tables {
        println!("{}", table.fully_qualified_name());
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let words = env::args().skip(1).collect::<Vec<_>>();
    let words = words.iter().map(String::as_str).collect::<Vec<_>>();
    let [profile, words @ ..] = &words[..] else {
        bail!("a profile is missing");
    };
    if let ["read", table, folder, request] = words {
        return read(profile, table, folder, request).await;
    }
    let client = open(profile, None, None).await?;
    match words {
        ["tables"] => print_names(&tables(&client).await?),
        ["all-tables"] => print_names(&all_tables(&client).await?),
        ["version", table] => println!("{}", client.get_table_version(&table_of(table)?).await),
        ["schema", table] => println!("{}", schema_string(&client, table).await?),
        _ => bail!("{words:?} is nothing that this program does"),
    }
    Ok(())
}
