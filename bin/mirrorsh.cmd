@echo off
rem Starts mirrorsh: from an unpacked distribution, or from a checkout, where it builds what is missing first.
rem No parentheses around lines that hold a path: one in "Program Files (x86)" would end them.
setlocal
set "HOME_FOLDER=%~dp0.."
set "LIB=%HOME_FOLDER%\lib"
if not exist "%HOME_FOLDER%\pom.xml" goto find_java
set "LIB=%HOME_FOLDER%\target\mirrorsh\lib"
if exist "%LIB%\mirrorsh-*.jar" goto find_java
where mvn >nul 2>nul
if errorlevel 1 goto no_maven
echo mirrorsh: building, this once takes a minute ... 1>&2
pushd "%HOME_FOLDER%"
call mvn -q -B -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true package 1>&2
if errorlevel 1 goto not_built
popd

:find_java
if not exist "%LIB%\mirrorsh-*.jar" goto no_jars
set "JAVA=java"
if not "%JAVA_HOME%"=="" if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if not "%JAVA%"=="java" goto check_version
where java >nul 2>nul
if errorlevel 1 goto no_java

:check_version
rem call: a command that begins with a quote loses that one and the last one
set "VERSION=17"
for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "VERSION=%%~v"
for /f "tokens=1 delims=.-+" %%v in ("%VERSION%") do set "VERSION=%%v"
if %VERSION% LSS 17 goto old_java
set "NATIVE="
if %VERSION% GEQ 22 set "NATIVE=--enable-native-access=ALL-UNNAMED"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1 -Xlog:disable %NATIVE% -Djdk.console=java.base "-Dlibrary.jline.path=%LIB%\native\org\jline\nativ" "-Dmirrorsh.home=%HOME_FOLDER%" -cp "%LIB%\*" mirrorsh.Main %*
exit /b %ERRORLEVEL%

:no_maven
echo mirrorsh: Maven is not installed, and nothing is built yet in "%HOME_FOLDER%\target". 1>&2
exit /b 1

:not_built
popd
echo mirrorsh: the build did not succeed; its messages are above. 1>&2
exit /b 1

:no_jars
echo mirrorsh: there is no "%LIB%". Unpack the distribution again. 1>&2
exit /b 1

:no_java
echo mirrorsh: Java is not installed. It needs a JDK 17 or newer; set JAVA_HOME or PATH. 1>&2
exit /b 1

:old_java
echo mirrorsh: Java %VERSION% is too old. It needs a JDK 17 or newer; set JAVA_HOME or PATH. 1>&2
exit /b 1
