@echo off
rem Starts mirrorsh: from an unpacked distribution, or from a checkout, where it builds what is missing first.
setlocal
set "HOME_FOLDER=%~dp0.."
set "LIB=%HOME_FOLDER%\lib"
if not exist "%HOME_FOLDER%\pom.xml" goto find_java
set "LIB=%HOME_FOLDER%\target\mirrorsh\lib"
if exist "%LIB%\mirrorsh-*.jar" goto find_java
where mvn >nul 2>nul
if errorlevel 1 (
  echo mirrorsh: Maven is not installed, and there is nothing built yet in %HOME_FOLDER%\target. 1>&2
  exit /b 1
)
echo mirrorsh: building, this once takes a minute ... 1>&2
pushd "%HOME_FOLDER%"
call mvn -q -B -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true package 1>&2
if errorlevel 1 (
  popd
  echo mirrorsh: the build did not succeed; its messages are above. 1>&2
  exit /b 1
)
popd

:find_java
set "JAVA=java"
if not "%JAVA_HOME%"=="" if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
set "VERSION=17"
for /f "tokens=3" %%v in ('""%JAVA%" -version 2^>^&1" ^| findstr /c:" version "') do set "VERSION=%%~v"
for /f "tokens=1 delims=." %%v in ("%VERSION%") do set "VERSION=%%v"
set "NATIVE="
if %VERSION% GEQ 22 set "NATIVE=--enable-native-access=ALL-UNNAMED"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable %NATIVE% -Djdk.console=java.base "-Dmirrorsh.home=%HOME_FOLDER%" -cp "%LIB%\*" mirrorsh.Main %*
exit /b %ERRORLEVEL%
