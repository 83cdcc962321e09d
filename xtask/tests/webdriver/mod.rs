//! Drives a real browser over WebDriver: <https://www.w3.org/TR/webdriver2/>. A few requests to a program on this
//! machine, so a client of its own is less than a dependency.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

/// A browser, and the driver that has started it. Both end with this.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// Keys as WebDriver names them.
pub const TAB: char = '\u{e004}';
pub const ENTER: char = '\u{e007}';

impl Browser {
    /// Starts one; `None` if there is none on this machine.
    pub fn start() -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(find)?;
        let mut driver = Command::new(find("chromedriver")?)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver can be started");
        let output = driver.stdout.take().expect("its output is a pipe");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| {
                line.strip_suffix('.')?
                    .rsplit_once("successfully on port ")?
                    .1
                    .parse()
                    .ok()
            })
            .expect("chromedriver says its port");
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
        };
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": chromium,
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                    "--window-size=1400,1000"],
            },
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let answer = browser.request("POST", "/session", &capabilities);
        browser.session = answer["sessionId"]
            .as_str()
            .expect("a session has a name")
            .to_owned();
        Some(browser)
    }

    /// Opens a file, and waits until it is loaded.
    pub fn open(&self, file: &Path) {
        self.command("url", &json!({"url": format!("file://{}", file.display())}));
    }

    /// What a script returns.
    pub fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Presses keys, one after the other.
    pub fn press(&self, keys: &[char]) {
        let press = |key: &char| {
            [
                json!({"type": "keyDown", "value": key}),
                json!({"type": "keyUp", "value": key}),
            ]
        };
        let actions: Vec<Value> = keys.iter().flat_map(press).collect();
        self.command(
            "actions",
            &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}),
        );
    }

    /// Calls the browser's own protocol: <https://chromedevtools.github.io/devtools-protocol/>.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.command(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        )
    }

    /// What the browser has said of the page so far: warnings and errors.
    pub fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser");
        entries
            .iter()
            .filter(|entry| entry["level"] != "INFO" && entry["level"] != "DEBUG")
            .map(Value::to_string)
            .collect()
    }

    /// The addresses of everything that was asked for so far.
    pub fn requests(&self) -> Vec<String> {
        let parsed = |entry: &Value| serde_json::from_str::<Value>(entry["message"].as_str()?).ok();
        let events = self.log("performance");
        let events = events.iter().filter_map(parsed);
        let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        sent.map(|event| {
            event["message"]["params"]["request"]["url"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
    }

    fn log(&self, name: &str) -> Vec<Value> {
        self.command("se/log", &json!({"type": name}))
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// Writes what is to be seen into a file, if somebody wants to look: into the folder that `BROWSER_PICTURES` names.
    pub fn picture(&self, name: &str) {
        let Some(dir) = std::env::var_os("BROWSER_PICTURES") else {
            return;
        };
        let answer = self.request(
            "GET",
            &format!("/session/{}/screenshot", self.session),
            &Value::Null,
        );
        let bytes = BASE64_STANDARD
            .decode(answer.as_str().expect("a picture"))
            .expect("in base64");
        fs::write(Path::new(&dir).join(format!("{name}.png")), bytes)
            .expect("a picture can be written");
    }

    fn command(&self, command: &str, body: &Value) -> Value {
        self.request(
            "POST",
            &format!("/session/{}/{command}", self.session),
            body,
        )
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = exchange(self.port, method, path, &body).expect("chromedriver answers");
        let mut answer: Value = serde_json::from_slice(&answer).expect("an answer is JSON");
        let value = answer["value"].take();
        assert!(value["error"].is_null(), "{path}: {value:#}");
        value
    }
}

/// One request, and the body of its answer.
fn exchange(port: u16, method: &str, path: &str, body: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer)?;
    Ok(answer)
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser; a test that fails may have left it in any state.
        let _ = exchange(
            self.port,
            "DELETE",
            &format!("/session/{}", self.session),
            "",
        );
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn find(program: &str) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    let files = std::env::split_paths(&path).map(|folder| folder.join(program));
    files
        .into_iter()
        .find(|file| file.is_file())?
        .to_str()
        .map(str::to_owned)
}
